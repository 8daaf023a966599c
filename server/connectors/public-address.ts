import { BlockList } from 'node:net';

/** What a webhook must not reach unless the operator allows it: ourselves, our network, the cloud's metadata. */
const inner = new BlockList();
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const)
  inner.addSubnet(network, prefix, 'ipv4');
for (const [network, prefix] of [
  ['::', 128],
  ['::1', 128],
  ['64:ff9b::', 96],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const)
  inner.addSubnet(network, prefix, 'ipv6');

/** An IPv4 address inside an IPv6 one is judged as IPv4: BlockList does so for ::ffff:0:0/96. */
export const isPublicAddress = (address: string, family: 4 | 6): boolean =>
  !inner.check(address, family === 4 ? 'ipv4' : 'ipv6');
