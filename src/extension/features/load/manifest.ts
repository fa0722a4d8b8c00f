// What the load feature contributes: the right-click on a CSV file and the settings of bulk loads.
import type { FeatureManifest } from '../../../shared/manifest';

// In a remote window the workbench sees files of the remote machine under its own scheme.
const onTable = 'resourceScheme =~ /^(file|vscode-remote)$/ && resourceExtname =~ /^\\.(csv|tsv)$/i';

export const manifest = {
  commands: {
    'kinetic.load.csv': { title: 'Load CSV into Salesforce…', icon: '$(cloud-upload)' },
  },
  menus: {
    'explorer/context': [{ command: 'kinetic.load.csv', when: onTable, group: '2_kinetic@1' }],
    'editor/context': [{ command: 'kinetic.load.csv', when: onTable, group: '2_kinetic@1' }],
    'editor/title': [{ command: 'kinetic.load.csv', when: onTable, group: 'navigation@10' }],
    'editor/title/context': [{ command: 'kinetic.load.csv', when: onTable, group: '2_kinetic@1' }],
    'view/title': [{ command: 'kinetic.load.csv', when: 'view == kinetic.jobs', group: 'navigation@1' }],
  },
  settings: {
    'kinetic.load.api': {
      type: 'string',
      default: 'auto',
      choices: {
        auto: 'The number of rows decides, as the settings `kinetic.route` say.',
        bulk: 'The Bulk API, whatever the number of rows.',
        collections: 'Calls of up to 200 rows each, answered at once.',
        rest: 'A call for each row.',
      },
      description: 'Which way the rows of a load go. Each load can change it before it starts.',
    },
    'kinetic.route.restUpToRows': {
      type: 'integer',
      default: 1,
      minimum: 0,
      maximum: 200,
      description: 'Most rows that go one by one, each in a REST call of its own.',
    },
    'kinetic.route.collectionsUpToRows': {
      type: 'integer',
      default: 200,
      minimum: 0,
      maximum: 10000,
      description:
        'Most rows that go in collections calls of 200 rows each, answered at once. More are a job of the Bulk API.',
    },
    'kinetic.route.waitUpToRows': {
      type: 'integer',
      default: 10000,
      minimum: 0,
      maximum: 100000000,
      description:
        'Most rows of a load for which a notification stays until its end. Larger loads go on in the background, where the Jobs view shows them.',
    },
    'kinetic.bulk.partSizeMb': {
      type: 'integer',
      default: 95,
      minimum: 1,
      maximum: 95,
      description:
        'Largest part of a load, in megabytes. A bigger file is cut into several parts, each a Bulk API job of its own. Smaller parts help when records lock each other.',
    },
    'kinetic.bulk.parallelParts': {
      type: 'integer',
      default: 3,
      minimum: 1,
      maximum: 10,
      description: 'How many parts of a load are on their way at once. Choose 1 to keep the order of the file.',
    },
    'kinetic.http.timeoutSeconds': {
      type: 'integer',
      default: 0,
      minimum: 0,
      maximum: 3600,
      description:
        'Seconds of silence after which a connection to Salesforce counts as broken. 0 leaves the defaults: 60 seconds, and minutes where Salesforce thinks about an upload.',
    },
  },
} as const satisfies FeatureManifest;
