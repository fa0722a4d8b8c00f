// What the jobs feature contributes: the Jobs view, the commands on jobs, and their page.
import { onRetryFile, whenJobs, whenOrgs, type FeatureManifest } from '../../../shared/manifest';

const inJobs = 'view == kinetic.jobs';
const onJob = `${inJobs} && viewItem =~ /^job\\b/`;
const onUnfinished = `${onJob} && viewItem =~ /\\b(running|resumable)\\b/`;
const onFinished = `${onJob} && viewItem =~ /\\bfinished\\b/`;
const onUnreadable = `${inJobs} && viewItem == unreadable`;
const onRetryable = `${onJob} && viewItem =~ /\\bretryable\\b/`;
/** Rows that Salesforce may have saved are not sent again by one click. */
const onSafelyRetryable = `${onRetryable} && !(viewItem =~ /\\bunsure\\b/)`;
const onRemote = `${inJobs} && viewItem =~ /^remoteJob\\b/`;
const onExported = `${onJob} && viewItem =~ /\\bexported\\b/`;
/** A job at Salesforce with a page in Setup, which practice orgs lack: of a job, of one of its parts, or left over. */
const onJobInSetup = `${inJobs} && viewItem =~ /\\bremote\\b/ && viewItem =~ /\\bsetup\\b/`;
const onFile = `${onJob} && viewItem =~ /\\b(load|exported)\\b/`;
const onOffered = `${onRetryFile} && !(resourcePath in kinetic.retry.loaded)`;
/** The page says what is under the pointer (webview-ui/src/panels/job/rowsView.ts). */
const onRows = "webviewId == 'kinetic.job' && webviewSection == 'rows'";
/** A deletion that left records in the Recycle Bin. */
const onUndeletable = `${onJob} && viewItem =~ /\\bundeletable\\b/`;
const onFailures = `${onJob} && viewItem =~ /\\bfailures\\b/`;

export const manifest = {
  commands: {
    'kinetic.jobs.open': { title: 'Open Job', icon: '$(open-preview)', palette: whenJobs('any') },
    'kinetic.jobs.showMore': { title: 'Show More', palette: false },
    'kinetic.jobs.showFailed': { title: 'Show Failed Rows', icon: '$(list-filter)', palette: whenJobs('failures') },
    'kinetic.jobs.abort': { title: 'Abort Job…', icon: '$(debug-stop)', palette: whenJobs('running') },
    'kinetic.jobs.resume': { title: 'Resume Job', icon: '$(debug-continue)', palette: whenJobs('interrupted') },
    'kinetic.jobs.retryFailed': { title: 'Retry Rows…', icon: '$(debug-rerun)', palette: whenJobs('retryable') },
    'kinetic.jobs.editFailed': { title: 'Edit and Retry Rows…', icon: '$(edit)', palette: whenJobs('retryable') },
    'kinetic.jobs.retryGroup': { title: 'Retry These Rows', icon: '$(debug-rerun)', palette: false },
    'kinetic.jobs.editGroup': { title: 'Edit and Retry These Rows…', icon: '$(edit)', palette: false },
    'kinetic.jobs.loadEdited': {
      title: 'Load These Rows',
      icon: '$(debug-rerun)',
      palette: onOffered,
    },
    'kinetic.jobs.exportAttempts': { title: 'Export the Result of All Attempts…', palette: false },
    'kinetic.jobs.undelete': { title: 'Undelete These Records…', icon: '$(discard)', palette: false },
    'kinetic.jobs.clearFinished': {
      title: 'Clear Finished Jobs…',
      icon: '$(clear-all)',
      palette: whenJobs('finished'),
    },
    'kinetic.jobs.revealResults': { title: 'Reveal Results Folder', palette: false },
    'kinetic.remote.filter': { title: 'Filter the Jobs in Salesforce…', icon: '$(filter)', palette: whenOrgs },
    'kinetic.remote.refresh': {
      title: 'Show the Bulk Jobs in Salesforce',
      icon: '$(refresh)',
      palette: whenOrgs,
    },
    'kinetic.remote.abort': { title: 'Abort Job in Salesforce…', icon: '$(debug-stop)', palette: false },
    'kinetic.remote.delete': { title: 'Delete Job in Salesforce…', icon: '$(trash)', palette: false },
    'kinetic.remote.download': { title: 'Download Results…', icon: '$(cloud-download)', palette: false },
    'kinetic.remote.copyId': { title: 'Copy Bulk Job ID', palette: false },
    'kinetic.remote.open': { title: 'Open Job in Setup', icon: '$(link-external)', palette: false },
    'kinetic.rows.copyCells': { title: 'Copy Cells', palette: false },
    'kinetic.rows.copyRows': { title: 'Copy Rows with Header', palette: false },
    'kinetic.rows.retry': { title: 'Retry Selected Rows', palette: false },
    'kinetic.jobs.openFile': { title: 'Open File', icon: '$(go-to-file)', palette: false },
    'kinetic.jobs.revealFile': { title: 'Reveal File', palette: false },
    'kinetic.jobs.copyId': { title: 'Copy Job ID', palette: false },
    'kinetic.jobs.copyRemoteId': { title: 'Copy Salesforce Job ID', palette: false },
    'kinetic.jobs.openInOrg': { title: 'Open in Salesforce Setup', icon: '$(link-external)', palette: false },
    'kinetic.jobs.openSetup': { title: 'Open Permission Sets in Setup', palette: false },
    'kinetic.jobs.chooseEncoding': { title: 'Choose Encoding…', palette: false },
    'kinetic.jobs.acceptCharacters': { title: 'Load As It Is', palette: false },
    'kinetic.jobs.useCollections': { title: 'Load with Collections', palette: false },
    'kinetic.jobs.remove': { title: 'Remove Job from the List…', icon: '$(trash)', palette: false },
    'kinetic.jobs.removeUnreadable': {
      title: 'Remove Unreadable Job from the List…',
      icon: '$(trash)',
      palette: false,
    },
  },
  menus: {
    'editor/title': [{ command: 'kinetic.jobs.loadEdited', when: onOffered, group: 'navigation@9' }],
    'webview/context': [
      { command: 'kinetic.rows.copyCells', when: onRows, group: '1_copy@1' },
      { command: 'kinetic.rows.copyRows', when: onRows, group: '1_copy@2' },
      { command: 'kinetic.rows.retry', when: `${onRows} && canRetryRows`, group: '2_retry@1' },
    ],
    'view/title': [
      { command: 'kinetic.jobs.clearFinished', when: `${inJobs} && kinetic.jobs.finished`, group: '2_clear@1' },
    ],
    'view/item/context': [
      { command: 'kinetic.jobs.showFailed', when: onFailures, group: 'inline@1' },
      { command: 'kinetic.jobs.abort', when: onUnfinished, group: 'inline@3' },
      { command: 'kinetic.jobs.resume', when: `${onJob} && viewItem =~ /\\bresumable\\b/`, group: 'inline@2' },
      { command: 'kinetic.jobs.remove', when: onFinished, group: 'inline@3' },
      { command: 'kinetic.jobs.removeUnreadable', when: onUnreadable, group: 'inline@3' },
      { command: 'kinetic.jobs.retryFailed', when: onSafelyRetryable, group: 'inline@2' },
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
      { command: 'kinetic.jobs.undelete', when: onUndeletable, group: '1_retry@4' },
      {
        command: 'kinetic.jobs.revealResults',
        when: `${onFinished} && viewItem =~ /\\bresults\\b/`,
        group: '1_open@3',
      },
      { command: 'kinetic.remote.refresh', when: `${inJobs} && viewItem == remoteList`, group: 'inline@2' },
      { command: 'kinetic.remote.filter', when: `${inJobs} && viewItem == remoteList`, group: 'inline@1' },
      { command: 'kinetic.remote.download', when: `${onRemote} && viewItem =~ /\\bresults\\b/`, group: 'inline@1' },
      { command: 'kinetic.remote.abort', when: `${onRemote} && viewItem =~ /\\blive\\b/`, group: 'inline@2' },
      { command: 'kinetic.remote.open', when: `${onRemote} && viewItem =~ /\\bsetup\\b/`, group: '1_open@1' },
      { command: 'kinetic.remote.download', when: `${onRemote} && viewItem =~ /\\bresults\\b/`, group: '1_open@2' },
      { command: 'kinetic.remote.copyId', when: onRemote, group: '2_copy@1' },
      { command: 'kinetic.remote.abort', when: `${onRemote} && viewItem =~ /\\blive\\b/`, group: '3_change@1' },
      { command: 'kinetic.remote.delete', when: `${onRemote} && viewItem =~ /\\bover\\b/`, group: '3_change@2' },
      { command: 'kinetic.jobs.open', when: onJob, group: '1_open@1' },
      { command: 'kinetic.jobs.showFailed', when: onFailures, group: '1_open@2' },
      { command: 'kinetic.jobs.openFile', when: onExported, group: 'inline@1' },
      { command: 'kinetic.jobs.openFile', when: onExported, group: '1_open@2' },
      { command: 'kinetic.jobs.revealFile', when: onFile, group: '1_open@3' },
      { command: 'kinetic.jobs.openInOrg', when: onJobInSetup, group: '1_open@4' },
      { command: 'kinetic.jobs.copyId', when: onJob, group: '2_copy@1' },
      {
        command: 'kinetic.jobs.copyRemoteId',
        when: `${inJobs} && viewItem =~ /\\bremote\\b/`,
        group: '2_copy@2',
      },
      { command: 'kinetic.jobs.resume', when: `${onJob} && viewItem =~ /\\bresumable\\b/`, group: '3_change@1' },
      { command: 'kinetic.jobs.abort', when: onUnfinished, group: '3_change@2' },
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
            'No jobs yet. Load a sample into a simulated org on your computer, and see why some of its rows fail.',
            '[Try a Sample](command:kinetic.sample.try)',
            'Or right-click a CSV file in the Explorer and choose “Load CSV into Salesforce…”, or pick one here.',
            '[Load a CSV](command:kinetic.load.csv)',
            '[Export Query Results](command:kinetic.query.export)',
            'New to Kinetic? [Open the walkthrough](command:kinetic.walkthrough.open).',
          ].join('\n'),
        },
        { when: 'kinetic.hasOrg', text: '[Show the Bulk Jobs in Salesforce](command:kinetic.remote.refresh)' },
      ],
    },
  },
  keybindings: [{ command: 'kinetic.jobs.focus', key: 'ctrl+k j', mac: 'cmd+k j', when: '!terminalFocus' }],
  settings: {
    'kinetic.jobs.keepDays': {
      type: 'integer',
      default: 30,
      minimum: 0,
      maximum: 3650,
      description:
        'Number of days after which finished jobs and their result files are removed from this computer, also by the command line. 0 keeps them until you remove them. A load is removed only together with its retries. Nothing changes in Salesforce.',
    },
  },
  activationEvents: ['onWebviewPanel:kinetic.job'],
} as const satisfies FeatureManifest;
