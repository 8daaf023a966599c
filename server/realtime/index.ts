export { defaultGatewaySettings, Gateway, type GatewayHooks, type GatewaySettings } from './gateway';
