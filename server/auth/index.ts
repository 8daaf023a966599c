export * from './auth.service';
export * from './credential-check';
export * from './directory';
export * from './guest-accounts';
export * from './password';
export * from './ports';
export * from './sip-credentials';
