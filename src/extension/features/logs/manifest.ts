// What the logs feature contributes: the Debug Logs view and the commands on debug logs.
import { whenOrgs, type FeatureManifest } from '../../../shared/manifest';

const inLogs = 'view == kinetic.logs';
const onLog = `${inLogs} && viewItem =~ /^log\\b/`;
const isCollecting = 'kinetic.logs.collecting';

export const manifest = {
  commands: {
    'kinetic.logs.collect': {
      title: 'Start Collecting Logs',
      icon: '$(record)',
      palette: `(${whenOrgs}) && !${isCollecting}`,
    },
    'kinetic.logs.collectOfUser': {
      title: 'Start Collecting Logs of a User…',
      icon: '$(person)',
      palette: `(${whenOrgs}) && !${isCollecting}`,
    },
    'kinetic.logs.stop': { title: 'Stop Collecting Logs', icon: '$(stop-circle)', palette: isCollecting },
    'kinetic.logs.search': { title: 'Search in All Logs…', icon: '$(search)', palette: whenOrgs },
    'kinetic.logs.clearSearch': { title: 'Clear Search Results', icon: '$(close)', palette: false },
    'kinetic.logs.filter': { title: 'Filter Debug Logs…', icon: '$(filter)', palette: whenOrgs },
    'kinetic.logs.clearFilter': { title: 'Show All Debug Logs', palette: false },
    'kinetic.logs.refresh': { title: 'Refresh Debug Logs', icon: '$(refresh)', palette: whenOrgs },
    'kinetic.logs.showMore': { title: 'Show More Logs', palette: false },
    'kinetic.logs.open': { title: 'Open Log', icon: '$(go-to-file)', palette: false },
    'kinetic.logs.openAnalyzer': { title: 'Open in Apex Log Analyzer', palette: false },
    'kinetic.logs.replay': { title: 'Open in Apex Replay Debugger', palette: false },
    'kinetic.logs.copyId': { title: 'Copy Log ID', palette: false },
    'kinetic.logs.delete': { title: 'Delete Log…', icon: '$(trash)', palette: false },
    'kinetic.logs.deleteAll': { title: 'Delete All Logs…', icon: '$(clear-all)', palette: whenOrgs },
  },
  menus: {
    'view/title': [
      { command: 'kinetic.logs.collect', when: `${inLogs} && !${isCollecting}`, group: 'navigation@1' },
      { command: 'kinetic.logs.stop', when: `${inLogs} && ${isCollecting}`, group: 'navigation@1' },
      { command: 'kinetic.logs.search', when: inLogs, group: 'navigation@2' },
      { command: 'kinetic.logs.filter', when: inLogs, group: 'navigation@3' },
      { command: 'kinetic.logs.refresh', when: inLogs, group: 'navigation@4' },
      { command: 'kinetic.logs.collectOfUser', when: `${inLogs} && !${isCollecting}`, group: '1_collect@1' },
      { command: 'kinetic.logs.deleteAll', when: inLogs, group: '2_clear@1' },
    ],
    'view/item/context': [
      { command: 'kinetic.logs.delete', when: onLog, group: 'inline@1' },
      { command: 'kinetic.logs.clearSearch', when: `${inLogs} && viewItem == logSearch`, group: 'inline@1' },
      { command: 'kinetic.logs.open', when: onLog, group: '1_open@1' },
      { command: 'kinetic.logs.openAnalyzer', when: `${onLog} && viewItem =~ /\\banalyzer\\b/`, group: '1_open@2' },
      { command: 'kinetic.logs.replay', when: `${onLog} && viewItem =~ /\\breplay\\b/`, group: '1_open@3' },
      { command: 'kinetic.logs.copyId', when: onLog, group: '2_copy@1' },
      { command: 'kinetic.logs.delete', when: onLog, group: '3_change@1' },
    ],
  },
  views: {
    'kinetic.logs': {
      name: 'Debug Logs',
      icon: '$(output)',
      size: 2,
      isCollapsed: true,
      welcome: [
        {
          text: [
            'No debug logs. Salesforce writes a log of each transaction while a user is traced.',
            '[Start Collecting Logs](command:kinetic.logs.collect)',
            '[Start Collecting Logs of a User…](command:kinetic.logs.collectOfUser)',
          ].join('\n'),
        },
        {
          when: '!kinetic.hasOrg',
          text: [
            'Logs come from an org, so connect one first.',
            '[Add an Org](command:kinetic.orgs.add)',
            '[Start Practice Org](command:kinetic.practice.start)',
          ].join('\n'),
        },
      ],
    },
  },
} as const satisfies FeatureManifest;
