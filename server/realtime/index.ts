export {
  defaultGatewaySettings,
  Gateway,
  type GatewayDeps,
  type GatewayHooks,
  type GatewaySettings,
  type GatewaySources,
} from './gateway';
export { LOGGED_OUT_CODE } from './connection';
export { EVENTS_PATH } from './upgrade';
