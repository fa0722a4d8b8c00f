// What the jobs feature contributes: the Jobs view, the commands on jobs, and their page.
import type { FeatureManifest } from '../../../shared/manifest';

const inJobs = 'view == kinetic.jobs';
const onJob = `${inJobs} && viewItem =~ /^job\\b/`;
const onRunning = `${onJob} && viewItem =~ /\\brunning\\b/`;
const onFinished = `${onJob} && viewItem =~ /\\bfinished\\b/`;
const onUnreadable = `${inJobs} && viewItem == unreadable`;
const onRetryable = `${onJob} && viewItem =~ /\\bretryable\\b/`;
const onRemote = `${inJobs} && viewItem =~ /^remoteJob\\b/`;
const onExported = `${onJob} && viewItem =~ /\\bexported\\b/`;
const onFile = `${onJob} && viewItem =~ /\\b(load|exported)\\b/`;
/** Recognized by the file name, because after a reload the extension may not run yet. */
const onOffered = 'resourceFilename =~ /-retry-[0-9a-f]{6}\\.csv$/ && !(resourcePath in kinetic.retry.loaded)';
const onFailures = `${onJob} && viewItem =~ /\\bfailures\\b/`;

export const manifest = {
  commands: {
    'kinetic.jobs.open': { title: 'Open Job', icon: '$(open-preview)' },
    'kinetic.jobs.showMore': { title: 'Show More', palette: false },
    'kinetic.jobs.showFailed': { title: 'Show Failed Rows', icon: '$(list-filter)' },
    'kinetic.jobs.abort': { title: 'Abort Job…', icon: '$(debug-stop)', enablement: 'kinetic.jobs.running' },
    'kinetic.jobs.resume': { title: 'Resume Job', icon: '$(debug-continue)' },
    'kinetic.jobs.retryFailed': { title: 'Retry Failed Rows…', icon: '$(debug-rerun)' },
    'kinetic.jobs.editFailed': { title: 'Edit and Retry Failed Rows…', icon: '$(edit)' },
    'kinetic.jobs.retryGroup': { title: 'Retry These Rows', icon: '$(debug-rerun)', palette: false },
    'kinetic.jobs.editGroup': { title: 'Edit and Retry These Rows…', icon: '$(edit)', palette: false },
    'kinetic.jobs.loadEdited': {
      title: 'Load These Rows',
      icon: '$(debug-rerun)',
      palette: onOffered,
    },
    'kinetic.jobs.exportAttempts': { title: 'Export the Result of All Attempts…', palette: false },
    'kinetic.jobs.clearFinished': { title: 'Clear Finished Jobs…', icon: '$(clear-all)' },
    'kinetic.jobs.revealResults': { title: 'Reveal Results Folder', palette: false },
    'kinetic.remote.filter': { title: 'Filter the Jobs in Salesforce…', icon: '$(filter)', palette: 'kinetic.hasOrg' },
    'kinetic.remote.refresh': {
      title: 'Show the Bulk Jobs in Salesforce',
      icon: '$(refresh)',
      palette: 'kinetic.hasOrg',
    },
    'kinetic.remote.abort': { title: 'Abort Job in Salesforce…', icon: '$(debug-stop)', palette: false },
    'kinetic.remote.delete': { title: 'Delete Job in Salesforce…', icon: '$(trash)', palette: false },
    'kinetic.remote.download': { title: 'Download Results…', icon: '$(cloud-download)', palette: false },
    'kinetic.remote.copyId': { title: 'Copy Bulk Job ID', palette: false },
    'kinetic.remote.open': { title: 'Open Job in Setup', icon: '$(link-external)', palette: false },
    'kinetic.jobs.openFile': { title: 'Open File', icon: '$(go-to-file)', palette: false },
    'kinetic.jobs.revealFile': { title: 'Reveal File', palette: false },
    'kinetic.jobs.copyId': { title: 'Copy Job ID', palette: false },
    'kinetic.jobs.copyRemoteId': { title: 'Copy Salesforce Job ID', palette: false },
    'kinetic.jobs.openInOrg': { title: 'Open in Salesforce Setup', icon: '$(link-external)', palette: false },
    'kinetic.jobs.openSetup': { title: 'Open Permission Sets in Setup', palette: false },
    'kinetic.jobs.readAsWindows1252': { title: 'Load as Windows-1252', palette: false },
    'kinetic.jobs.remove': { title: 'Remove Job from the List…', icon: '$(trash)', palette: false },
    'kinetic.jobs.removeUnreadable': {
      title: 'Remove Unreadable Job from the List…',
      icon: '$(trash)',
      palette: false,
    },
  },
  menus: {
    'editor/title': [{ command: 'kinetic.jobs.loadEdited', when: onOffered, group: 'navigation@9' }],
    'view/title': [{ command: 'kinetic.jobs.clearFinished', when: inJobs, group: '2_clear@1' }],
    'view/item/context': [
      { command: 'kinetic.jobs.showFailed', when: onFailures, group: 'inline@1' },
      { command: 'kinetic.jobs.abort', when: onRunning, group: 'inline@2' },
      { command: 'kinetic.jobs.resume', when: `${onJob} && viewItem =~ /\\bresumable\\b/`, group: 'inline@2' },
      { command: 'kinetic.jobs.remove', when: onFinished, group: 'inline@3' },
      { command: 'kinetic.jobs.removeUnreadable', when: onUnreadable, group: 'inline@3' },
      { command: 'kinetic.jobs.retryFailed', when: onRetryable, group: 'inline@2' },
      { command: 'kinetic.jobs.retryGroup', when: `${inJobs} && viewItem == group`, group: 'inline@1' },
      { command: 'kinetic.jobs.retryGroup', when: `${inJobs} && viewItem == group`, group: '1_retry@1' },
      { command: 'kinetic.jobs.editGroup', when: `${inJobs} && viewItem == group`, group: '1_retry@2' },
      { command: 'kinetic.jobs.retryFailed', when: onRetryable, group: '1_retry@1' },
      { command: 'kinetic.jobs.editFailed', when: onRetryable, group: '1_retry@2' },
      {
        command: 'kinetic.jobs.exportAttempts',
        when: `${inJobs} && viewItem =~ /\\battempts\\b/`,
        group: '1_retry@3',
      },
      { command: 'kinetic.jobs.revealResults', when: `${onFinished} && viewItem =~ /\\bload\\b/`, group: '1_open@3' },
      { command: 'kinetic.remote.refresh', when: `${inJobs} && viewItem == remote`, group: 'inline@2' },
      { command: 'kinetic.remote.filter', when: `${inJobs} && viewItem == remote`, group: 'inline@1' },
      { command: 'kinetic.remote.download', when: `${onRemote} && viewItem =~ /\\bresults\\b/`, group: 'inline@1' },
      { command: 'kinetic.remote.abort', when: `${onRemote} && viewItem =~ /\\blive\\b/`, group: 'inline@2' },
      { command: 'kinetic.remote.open', when: onRemote, group: '1_open@1' },
      { command: 'kinetic.remote.download', when: `${onRemote} && viewItem =~ /\\bresults\\b/`, group: '1_open@2' },
      { command: 'kinetic.remote.copyId', when: onRemote, group: '2_copy@1' },
      { command: 'kinetic.remote.abort', when: `${onRemote} && viewItem =~ /\\blive\\b/`, group: '3_change@1' },
      { command: 'kinetic.remote.delete', when: `${onRemote} && viewItem =~ /\\bover\\b/`, group: '3_change@2' },
      { command: 'kinetic.jobs.open', when: onJob, group: '1_open@1' },
      { command: 'kinetic.jobs.showFailed', when: onFailures, group: '1_open@2' },
      { command: 'kinetic.jobs.openFile', when: onExported, group: 'inline@1' },
      { command: 'kinetic.jobs.openFile', when: onExported, group: '1_open@2' },
      { command: 'kinetic.jobs.revealFile', when: onFile, group: '1_open@3' },
      { command: 'kinetic.jobs.openInOrg', when: `${onJob} && viewItem =~ /\\bremote\\b/`, group: '1_open@4' },
      { command: 'kinetic.jobs.copyId', when: onJob, group: '2_copy@1' },
      {
        command: 'kinetic.jobs.copyRemoteId',
        when: `${inJobs} && viewItem =~ /\\bremote\\b/`,
        group: '2_copy@2',
      },
      { command: 'kinetic.jobs.resume', when: `${onJob} && viewItem =~ /\\bresumable\\b/`, group: '3_change@1' },
      { command: 'kinetic.jobs.abort', when: onRunning, group: '3_change@2' },
      { command: 'kinetic.jobs.remove', when: onFinished, group: '4_remove@1' },
      { command: 'kinetic.jobs.removeUnreadable', when: onUnreadable, group: '4_remove@1' },
    ],
  },
  views: {
    'kinetic.jobs': {
      name: 'Jobs',
      icon: '$(server-process)',
      size: 3,
      welcome: [
        {
          text: [
            'No jobs yet. Right-click a CSV file in the Explorer and choose “Load CSV into Salesforce…”, or pick one here.',
            '[Load a CSV](command:kinetic.load.csv)',
            '[Export Query Results](command:kinetic.query.export)',
          ].join('\n'),
        },
        { when: 'kinetic.hasOrg', text: '[Show the Bulk Jobs in Salesforce](command:kinetic.remote.refresh)' },
      ],
    },
  },
  settings: {
    'kinetic.jobs.keepDays': {
      type: 'integer',
      default: 30,
      minimum: 0,
      maximum: 3650,
      description:
        'Number of days after which finished jobs and their result files are removed from this computer. 0 keeps them until you remove them. A load is removed only together with its retries. Nothing changes in Salesforce.',
    },
  },
  activationEvents: ['onWebviewPanel:kinetic.job'],
} as const satisfies FeatureManifest;
