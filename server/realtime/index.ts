export { defaultGatewaySettings, Gateway, type GatewaySettings } from './gateway';
