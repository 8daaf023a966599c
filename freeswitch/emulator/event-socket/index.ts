export { startEventSocket, type EventSocketServer } from './server';
