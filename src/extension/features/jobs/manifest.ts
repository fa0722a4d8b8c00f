// What the jobs feature contributes: the Jobs view, the commands on a job and the job panel.
import type { FeatureManifest } from '../../../shared/manifest';

const inJobs = 'view == kinetic.jobs';
const onJob = `${inJobs} && viewItem =~ /^job\\b/`;
const onRunning = `${onJob} && viewItem =~ /\\brunning\\b/`;
const onFinished = `${onJob} && viewItem =~ /\\bfinished\\b/`;
const onFailures = `${onJob} && viewItem =~ /\\bfailures\\b/`;

export const manifest = {
  commands: {
    'kinetic.jobs.open': { title: 'Open Job', icon: '$(open-preview)' },
    'kinetic.jobs.showFailed': { title: 'Show Failed Rows', icon: '$(list-filter)' },
    'kinetic.jobs.abort': { title: 'Abort Job…', icon: '$(debug-stop)', enablement: 'kinetic.jobs.running' },
    'kinetic.jobs.resume': { title: 'Resume Job', icon: '$(debug-continue)' },
    'kinetic.jobs.revealFile': { title: 'Reveal Source File', palette: false },
    'kinetic.jobs.copyId': { title: 'Copy Job ID', palette: false },
    'kinetic.jobs.copyRemoteId': { title: 'Copy Salesforce Job ID', palette: false },
    'kinetic.jobs.openInOrg': { title: 'Open in Salesforce Setup', icon: '$(link-external)', palette: false },
    'kinetic.jobs.remove': { title: 'Remove Job from the List…', icon: '$(trash)', palette: false },
  },
  menus: {
    'view/item/context': [
      { command: 'kinetic.jobs.showFailed', when: onFailures, group: 'inline@1' },
      { command: 'kinetic.jobs.abort', when: onRunning, group: 'inline@2' },
      { command: 'kinetic.jobs.resume', when: `${onJob} && viewItem =~ /\\bresumable\\b/`, group: 'inline@2' },
      { command: 'kinetic.jobs.remove', when: onFinished, group: 'inline@3' },
      { command: 'kinetic.jobs.open', when: onJob, group: '1_open@1' },
      { command: 'kinetic.jobs.showFailed', when: onFailures, group: '1_open@2' },
      { command: 'kinetic.jobs.revealFile', when: onJob, group: '1_open@3' },
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
          ].join('\n'),
        },
      ],
    },
  },
  activationEvents: ['onWebviewPanel:kinetic.job'],
} as const satisfies FeatureManifest;
