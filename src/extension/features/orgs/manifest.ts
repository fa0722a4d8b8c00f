// What the orgs feature contributes: the Orgs view and the commands for an org.
import { whenOrgs, type FeatureManifest } from '../../../shared/manifest';

const inOrgs = 'view == kinetic.orgs';
const onOrg = `${inOrgs} && viewItem =~ /^org\\b/`;
/** A practice org has no pages for a browser. */
const onOrgWithPages = `${onOrg} && !(viewItem =~ /\\bpractice\\b/)`;
/** Not a practice org that has stopped. */
const onRunningOrg = `${onOrg} && !(viewItem =~ /\\bstopped\\b/)`;

export const manifest = {
  commands: {
    'kinetic.orgs.add': { title: 'Add an Org…', icon: '$(add)' },
    'kinetic.orgs.choose': { title: 'Choose the Current Org…', palette: whenOrgs },
    'kinetic.orgs.setCurrent': { title: 'Use This Org', icon: '$(check)', palette: false },
    'kinetic.orgs.setForFolder': {
      title: 'Use This Org for a Folder…',
      enablement: 'workspaceFolderCount > 1',
      palette: whenOrgs,
    },
    'kinetic.orgs.check': { title: 'Check Org Readiness', icon: '$(checklist)', palette: whenOrgs },
    'kinetic.orgs.refresh': { title: 'Refresh Orgs', icon: '$(refresh)', palette: whenOrgs },
    'kinetic.orgs.setPolicy': { title: 'Set Org Policy…', icon: '$(shield)', palette: whenOrgs },
    'kinetic.orgs.writes': { title: 'Show Write Journal', icon: '$(history)' },
    'kinetic.orgs.remedy': { title: 'Fix This', palette: false },
    'kinetic.orgs.rename': { title: 'Rename Org…', palette: whenOrgs },
    'kinetic.orgs.signOut': { title: 'Sign Out of Org…', palette: whenOrgs },
    'kinetic.orgs.open': { title: 'Open Org in Browser', icon: '$(link-external)', palette: whenOrgs },
    'kinetic.orgs.copyUrl': { title: 'Copy Instance URL', palette: whenOrgs },
  },
  menus: {
    'view/title': [
      { command: 'kinetic.orgs.add', when: inOrgs, group: 'navigation@1' },
      { command: 'kinetic.orgs.refresh', when: inOrgs, group: 'navigation@2' },
      { command: 'kinetic.orgs.writes', when: inOrgs, group: '2_look@1' },
    ],
    'view/item/context': [
      {
        command: 'kinetic.orgs.setCurrent',
        when: `${onOrg} && !(viewItem =~ /\\bcurrent\\b/)`,
        group: 'inline@1',
      },
      { command: 'kinetic.orgs.open', when: onOrgWithPages, group: 'inline@2' },
      {
        command: 'kinetic.orgs.setCurrent',
        when: `${onOrg} && !(viewItem =~ /\\bcurrent\\b/)`,
        group: '1_use@1',
      },
      { command: 'kinetic.orgs.setForFolder', when: `${onOrg} && workspaceFolderCount > 1`, group: '1_use@2' },
      { command: 'kinetic.orgs.open', when: onOrgWithPages, group: '2_open@1' },
      { command: 'kinetic.orgs.copyUrl', when: onOrg, group: '2_open@2' },
      { command: 'kinetic.orgs.check', when: onRunningOrg, group: '3_look@1' },
      { command: 'kinetic.orgs.refresh', when: onRunningOrg, group: '3_look@2' },
      { command: 'kinetic.orgs.writes', when: onOrg, group: '3_look@3' },
      { command: 'kinetic.orgs.setPolicy', when: onOrg, group: '4_change@2' },
      { command: 'kinetic.orgs.rename', when: onOrg, group: '4_change@1' },
      { command: 'kinetic.orgs.signOut', when: onOrg, group: '5_leave@1' },
    ],
  },
  views: {
    'kinetic.orgs': {
      name: 'Orgs',
      icon: '$(cloud)',
      size: 2,
      welcome: [
        {
          text: [
            'No Salesforce org is connected yet.',
            '[Add an Org](command:kinetic.orgs.add)',
            '[Start Practice Org](command:kinetic.practice.start)',
            'The practice org is a simulated Salesforce org on your machine. It needs no account and no network.',
          ].join('\n'),
        },
      ],
    },
  },
} as const satisfies FeatureManifest;
