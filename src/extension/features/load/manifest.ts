// What the load feature contributes: the command on a CSV file and the settings of loads.
import { onRetryFile, type FeatureManifest } from '../../../shared/manifest';

// In a remote window the workbench sees files of the remote machine under its own scheme.
const onTable = 'resourceScheme =~ /^(file|vscode-remote)$/ && resourceExtname =~ /^\\.(csv|tsv)$/i';
/** Above the rows of a retry is another icon, which loads them as a retry. */
const onOwnTable = `${onTable} && !(${onRetryFile})`;

/** Files of a spreadsheet are answered with the way through CSV. */
const onWorkbook = 'resourceScheme =~ /^(file|vscode-remote)$/ && resourceExtname =~ /^\\.(xlsx|xls|xlsm|ods)$/i';

export const manifest = {
  commands: {
    'kinetic.load.csv': { title: 'Load CSV into Salesforce…', icon: '$(cloud-upload)' },
    'kinetic.load.workbook': { title: 'Load Spreadsheet into Salesforce…', palette: false },
  },
  menus: {
    'explorer/context': [
      { command: 'kinetic.load.csv', when: onTable, group: '2_kinetic@1' },
      { command: 'kinetic.load.workbook', when: onWorkbook, group: '2_kinetic@1' },
    ],
    'editor/context': [{ command: 'kinetic.load.csv', when: onTable, group: '2_kinetic@1' }],
    'editor/title': [{ command: 'kinetic.load.csv', when: onOwnTable, group: 'navigation@10' }],
    'editor/title/context': [{ command: 'kinetic.load.csv', when: onTable, group: '2_kinetic@1' }],
    'view/title': [{ command: 'kinetic.load.csv', when: 'view == kinetic.jobs', group: 'navigation@1' }],
  },
  keybindings: [
    { command: 'kinetic.load.csv', key: 'ctrl+k l', mac: 'cmd+k l', when: `editorTextFocus && ${onTable}` },
  ],
  settings: {
    'kinetic.load.api': {
      type: 'string',
      default: 'auto',
      choices: {
        auto: 'By the number of rows; the settings `kinetic.route.*` have the limits.',
        bulk: 'Always the Bulk API.',
        collections: 'Calls of up to 200 rows each, answered immediately.',
        rest: 'One call per row.',
      },
      description: 'Which API loads use. You can change it for each load before it starts.',
    },
    'kinetic.route.restUpToRows': {
      type: 'integer',
      default: 1,
      minimum: 0,
      maximum: 200,
      description: 'Maximum number of rows to send one at a time, each in its own REST call.',
    },
    'kinetic.route.collectionsUpToRows': {
      type: 'integer',
      default: 200,
      minimum: 0,
      maximum: 10000,
      description:
        'Maximum number of rows to send in collections calls of up to 200 rows each, which are answered immediately. Larger loads use the Bulk API.',
    },
    'kinetic.route.waitUpToRows': {
      type: 'integer',
      default: 10000,
      minimum: 0,
      maximum: 100000000,
      description:
        'Maximum number of rows for which a notification stays open until the load ends. Larger loads run in the background; the Jobs view shows them.',
    },
    'kinetic.bulk.partSizeMb': {
      type: 'integer',
      default: 95,
      minimum: 1,
      maximum: 95,
      description:
        'Maximum size of one part of a load, in megabytes. A larger file is split into several parts, each its own Bulk API job. Smaller parts help when records lock each other.',
    },
    'kinetic.bulk.parallelParts': {
      type: 'integer',
      default: 3,
      minimum: 1,
      maximum: 10,
      description: 'Maximum number of parts of a load to send in parallel. Choose 1 to keep the order of the file.',
    },
    'kinetic.bulk.firstPollSeconds': {
      type: 'integer',
      default: 2,
      minimum: 1,
      maximum: 600,
      description:
        'Seconds before a bulk job of more than 10,000 rows is polled for the first time. Each later wait is 1.5 times as long, up to 30 seconds or this number if it is larger. A larger number saves API calls. Smaller jobs and queries are also polled after 0.5 and 1 second.',
    },
    'kinetic.http.timeoutSeconds': {
      type: 'integer',
      default: 0,
      minimum: 0,
      maximum: 3600,
      description:
        'Seconds without data after which a connection to Salesforce is closed. 0 uses the defaults: 60 seconds, or several minutes while Salesforce processes an upload.',
    },
  },
} as const satisfies FeatureManifest;
