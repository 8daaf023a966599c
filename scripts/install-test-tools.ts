/**
 * What the tests need from the system: installed when we may (root or password-less sudo), else the tests that need
 * it are skipped by name with the command to type. A failure here never stops the tests.
 */
import { execFileSync } from 'node:child_process';
import { AppError } from '../server/errors';
import { installSystemPackage, type SystemPackage } from '../server/parts';
import { findExecutable, searchPath } from '../server/parts/find-executable';

interface Tool {
  readonly name: string;
  readonly isThere: () => boolean;
  readonly package: SystemPackage;
}

const onPath = (...names: string[]): boolean => findExecutable(names, [...searchPath(), '/usr/bin']) !== null;

const tools: readonly Tool[] = [
  {
    name: 'redis-server',
    isThere: () => onPath('redis-server', 'valkey-server'),
    package: { 'apt-get': ['redis-server', 'valkey-server'], dnf: ['valkey', 'redis'], brew: ['redis'] },
  },
  {
    name: 'Chromium',
    isThere: () => onPath('chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'),
    package: { 'apt-get': ['chromium'], dnf: ['chromium'], brew: ['chromium'] },
  },
  {
    name: 'SIPp',
    isThere: () => onPath('sipp'),
    package: { 'apt-get': ['sip-tester'], dnf: ['sipp'], brew: ['sipp'] },
  },
  {
    name: 'Ghostscript',
    isThere: () => onPath('gs'),
    package: { 'apt-get': ['ghostscript'], dnf: ['ghostscript'], brew: ['ghostscript'] },
  },
  {
    name: 'TIFF tools',
    isThere: () => onPath('tiff2pdf') && onPath('tiffcp'),
    package: { 'apt-get': ['libtiff-tools'], dnf: ['libtiff-tools'], brew: ['libtiff'] },
  },
  {
    name: 'espeak-ng',
    isThere: () => onPath('espeak-ng'),
    package: { 'apt-get': ['espeak-ng'], dnf: ['espeak-ng'], brew: ['espeak-ng'] },
  },
  {
    name: 'flite',
    isThere: () => onPath('flite'),
    package: { 'apt-get': ['flite'], dnf: ['flite'], brew: ['flite'] },
  },
  {
    name: 'a Chinese font',
    isThere: hasChineseFont,
    package: { 'apt-get': ['fonts-wqy-microhei'], dnf: ['wqy-microhei-fonts'], brew: ['font-wqy-microhei'] },
  },
];

function hasChineseFont(): boolean {
  try {
    return execFileSync('fc-list', [':lang=zh', 'family'], { encoding: 'utf8' }).trim() !== '';
  } catch {
    return false;
  }
}

async function main(): Promise<void> {
  for (const tool of tools) {
    if (tool.isThere()) continue;
    process.stdout.write(`  ${tool.name} … `);
    const started = performance.now();
    try {
      await installSystemPackage(tool.package);
      process.stdout.write(`installed (${((performance.now() - started) / 1000).toFixed(1)} s)\n`);
    } catch (error) {
      process.stdout.write(`not installed: ${error instanceof AppError ? error.message : String(error)}\n`);
    }
  }
}

void main();
