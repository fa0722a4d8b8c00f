// What the practice feature contributes: the commands that start and stop practice orgs.
import { whenOrgs, type FeatureManifest } from '../../../shared/manifest';

const isStopped = 'viewItem =~ /\\bstopped\\b/';
const onPractice = 'view == kinetic.orgs && viewItem =~ /\\bpractice\\b/';

export const manifest = {
  commands: {
    'kinetic.practice.start': {
      title: 'Start Practice Org',
      icon: '$(play)',
      enablement: '!kinetic.practice.running || kinetic.practice.stopped',
    },
    'kinetic.practice.startAnother': {
      title: 'Start Another Practice Org',
      icon: '$(mortar-board)',
      palette: whenOrgs,
    },
    'kinetic.practice.stop': {
      title: 'Stop Practice Org',
      icon: '$(debug-stop)',
      enablement: 'kinetic.practice.running',
    },
  },
  menus: {
    'view/title': [{ command: 'kinetic.practice.startAnother', when: 'view == kinetic.orgs', group: '1_add@1' }],
    'view/item/context': [
      { command: 'kinetic.practice.start', when: `${onPractice} && ${isStopped}`, group: 'inline@0' },
      { command: 'kinetic.practice.start', when: `${onPractice} && ${isStopped}`, group: '1_use@0' },
      {
        command: 'kinetic.practice.stop',
        when: `${onPractice} && !(${isStopped}) && kinetic.practice.running`,
        group: '5_leave@0',
      },
    ],
  },
} as const satisfies FeatureManifest;
