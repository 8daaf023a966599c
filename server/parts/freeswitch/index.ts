export * from './ask-event-socket';
export * from './find';
export * from './launch';
export * from './launch-options';
export * from './settings';
