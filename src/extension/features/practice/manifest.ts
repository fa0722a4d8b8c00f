// What the practice feature contributes: the commands that start and stop the practice org.
import type { FeatureManifest } from '../../../shared/manifest';

const onPractice = 'view == kinetic.orgs && viewItem =~ /\\bpractice\\b/';

export const manifest = {
  commands: {
    'kinetic.practice.start': {
      title: 'Start Practice Org',
      icon: '$(play)',
      enablement: '!kinetic.practice.running',
    },
    'kinetic.practice.stop': {
      title: 'Stop Practice Org',
      icon: '$(debug-stop)',
      enablement: 'kinetic.practice.running',
    },
  },
  menus: {
    'view/item/context': [
      { command: 'kinetic.practice.start', when: `${onPractice} && viewItem =~ /\\bstopped\\b/`, group: 'inline@0' },
      { command: 'kinetic.practice.start', when: `${onPractice} && viewItem =~ /\\bstopped\\b/`, group: '1_use@0' },
      { command: 'kinetic.practice.stop', when: `${onPractice} && kinetic.practice.running`, group: '5_leave@0' },
    ],
  },
} as const satisfies FeatureManifest;
