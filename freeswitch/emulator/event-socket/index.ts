export { startEventSocket, type EventSocketOptions, type EventSocketServer } from './server';
