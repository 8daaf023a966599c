export {
  defaultGatewaySettings,
  Gateway,
  type GatewayHooks,
  type GatewaySources,
  type ParkedForSome,
  type GatewaySettings,
} from './gateway';
