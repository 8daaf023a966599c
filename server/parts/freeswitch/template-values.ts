import { basename, dirname } from 'node:path';
import { OperationalError } from '../../errors';
import { hasModule, OPTIONAL_MODULES } from './find';
import type { LaunchOptions } from './launch-options';
import { escapeXml, type TemplateValues } from './render';
import type { SwitchSettings } from './settings';

const LEVELS = ['emerg', 'alert', 'crit', 'err', 'warning', 'notice', 'info', 'debug'] as const;

/** Everything the templates of freeswitch/conf name. */
export function templateValues(
  options: LaunchOptions,
  settings: SwitchSettings,
  dirs: { readonly root: string; readonly log: string; readonly db: string },
): TemplateValues {
  const logLevel = options.logLevel ?? 'warning';
  return {
    ...portValues(settings),
    address: options.address ?? '127.0.0.1',
    domain: options.domain ?? 'kiloline.local',
    switchName: `kiloline-${basename(dirname(dirs.root))}`,
    soundsDir: options.soundsDir,
    logDir: dirs.log,
    dbDir: dirs.db,
    logLevel,
    logLevels: LEVELS.slice(0, LEVELS.indexOf(logLevel) + 1).join(','),
    sessionsPerSecond: options.sessionsPerSecond ?? 400,
    maxSessions: options.maxSessions ?? 5000,
    guardSeconds: options.guardSeconds ?? 16,
    ...linkValues(options, settings),
    trunkNodes: { xml: (options.trunkCidrs ?? ['127.0.0.0/8']).map(allowNode).join('\n      ') },
    extraModules: { xml: modulesBesides(options).map(loadNode).join('\n    ') },
    directoryModule: { xml: options.directory === undefined ? '' : loadNode('mod_xml_curl') },
    directoryBinding: { xml: directoryBinding(options) },
    wssParams: { xml: wssParams(options, settings) },
  };
}

/** What is in the templates of the link is left out with them: see TEMPLATES_OF_LINK. */
function linkValues({ link }: LaunchOptions, settings: SwitchSettings): TemplateValues {
  const linkNodes = { xml: (link?.cidrs ?? []).map(allowNode).join('\n      ') };
  if (link === undefined) return { linkNodes };
  // It stands in a regular expression.
  if (!/^[A-Za-z0-9_-]{16,128}$/.test(link.secret))
    throw new OperationalError(
      'part-failed',
      'Not a secret for the link: 16 to 128 letters, digits, - or _',
      {
        retryable: false,
      },
    );
  return { linkNodes, linkPort: settings.linkPort, linkSecret: link.secret };
}

/** Without other switches there is no port for them either. */
export const TEMPLATES_OF_LINK: readonly string[] = ['sip_profiles/link.xml', 'dialplan/link.xml'];

/** wssPort is left out: only the optional wss parameters name it. */
function portValues(settings: SwitchSettings): TemplateValues {
  const { eslPort, eslPassword, trunkPort, webrtcSipPort, wsPort, rtpStartPort, rtpEndPort } = settings;
  return { eslPort, eslPassword, trunkPort, webrtcSipPort, wsPort, rtpStartPort, rtpEndPort };
}

function allowNode(cidr: string): string {
  if (!/^[0-9a-fA-F.:]+\/\d{1,3}$/.test(cidr)) {
    throw new OperationalError('part-failed', `Not an address range like 192.0.2.0/24: ${cidr}`, {
      retryable: false,
    });
  }
  return `<node type="allow" cidr="${cidr}"/>`;
}

function modulesBesides({ installation, extraModules = [] }: LaunchOptions): string[] {
  const installed = OPTIONAL_MODULES.filter((name) => hasModule(installation.modDir, name));
  return [...new Set([...installed, ...extraModules])];
}

const loadNode = (name: string): string => `<load module="${escapeXml(name)}"/>`;

const param = (name: string, value: string): string => `<param name="${name}" value="${escapeXml(value)}"/>`;

/** Three seconds: an agent's sign-on fails sooner than a browser gives up. */
function directoryBinding({ directory, moreDirectoryUrls = [] }: LaunchOptions): string {
  if (directory === undefined) return '';
  return [directory.url, ...moreDirectoryUrls].map((url) => bindingTo({ ...directory, url })).join('\n    ');
}

/** The switch asks binding after binding until one answers. */
function bindingTo(directory: NonNullable<LaunchOptions['directory']>): string {
  return [
    '<binding name="directory">',
    `  <param name="gateway-url" value="${escapeXml(directory.url)}" bindings="directory"/>`,
    `  ${param('gateway-credentials', `${directory.user}:${directory.password}`)}`,
    `  ${param('auth-scheme', 'basic')}`,
    `  ${param('method', 'POST')}`,
    `  ${param('timeout', '3')}`,
    `  ${param('enable-cacert-check', 'true')}`,
    `  ${param('enable-ssl-verifyhost', 'true')}`,
    '</binding>',
  ].join('\n    ');
}

function wssParams(options: LaunchOptions, settings: SwitchSettings): string {
  if (options.wssCertDir === undefined) return '';
  const binding = `${options.address ?? '127.0.0.1'}:${settings.wssPort}`;
  return [param('wss-binding', binding), param('tls-cert-dir', options.wssCertDir)].join('\n    ');
}
