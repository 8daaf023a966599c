import type { packsZhCN } from './packs.zh-cn';

type Words = {
  readonly [Section in keyof typeof packsZhCN]: {
    readonly [Key in keyof (typeof packsZhCN)[Section]]: string;
  };
};

export const packsEnUS: Words = {
  packs: {
    heading: 'Packs',
    list: 'List of packs',
    add: 'New',
    version: 'Version {{version}}',
    served: 'New calls get version {{version}}',
    isServed: 'Served',
    tabs: 'Parts of the pack',
    'tab-versions': 'Versions',
    'tab-edit': 'Edit',
    'tab-flow': 'Flow',
    'origin-seed': 'Came with the product',
    'origin-applied': 'Applied',
    'origin-rollback': 'Rollback',
    filesOf: 'files of version {{version}}',
    open: 'Open',
    draw: 'Flow',
    rollback: 'Roll back',
    rollbackHeading: 'Roll back to version {{version}}',
    rollbackWhat: 'New calls will get the files of version {{version}} in place of version {{present}}.',
    inProgress: 'Calls in progress end with the version they began with; a new one is for new calls.',
    file: 'File',
    upload: 'Upload a file',
    look: 'Check and compare',
    needsId: 'Please give the pack an id in pack.yaml first.',
    faults: '{{count}} faults',
    plan: 'What applying would change',
    planNew: 'A pack nobody has yet',
    planAgainst: 'Compared with version {{version}}',
    nothingDiffers: 'Nothing differs from the version that is served.',
    added: 'Added',
    changed: 'Changed',
    removed: 'Removed',
    'part-node': 'Node',
    'part-prompt': 'Prompt',
    'part-setting': 'Setting',
    'part-work-order': 'Work orders',
    speakMissing: 'Have prompts without a recording spoken by the speech engine',
    apply: 'Apply',
    applied: 'Version {{version}} is served to new calls.',
    staleTitle: '{{by}} has just applied version {{version}}',
    staleText: 'Your text is still here and not applied. Please check and compare again, then apply.',
    smaller: 'Smaller',
    larger: 'Larger',
    noPicture: 'The picture cannot be shown at the moment.',
    flowOf: 'Flow of {{packId}}, version {{version}}',
  },
};
