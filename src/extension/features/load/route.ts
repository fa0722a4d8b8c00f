// The route of a load before it starts: what settings and user chose, what follows from it, and the alternatives.
import { l10n, workspace } from 'vscode';
import { chooseRoute, defaultRouteLimits, needsCallsForNa, type LoadApi, type Route } from '../../../core/core';
import type { Choice } from '../../host/pick';
import { countInWords } from '../../words/counts';
import { routeName, routeReason } from '../../words/route';
import { saveOf, sending, type Draft, type RouteOptions } from './draft';

export function routeOfSettings(): RouteOptions {
  const limits = workspace.getConfiguration('kinetic.route');
  return {
    api: workspace.getConfiguration('kinetic.load').get<RouteOptions['api']>('api', 'auto'),
    routeLimits: {
      restRows: limits.get('restUpToRows', defaultRouteLimits.restRows),
      collectionsRows: limits.get('collectionsUpToRows', defaultRouteLimits.collectionsRows),
      waitRows: limits.get('waitUpToRows', defaultRouteLimits.waitRows),
    },
  };
}

/** A guess until all rows are counted. */
export function routeOf(draft: Draft): Route {
  const { inspection, blanks, naCells, route } = draft;
  const load = sending(draft);
  const needsCalls = needsCallsForNa(inspection, { ...load, blanks, naCells });
  const request = { ...load, ...route, ...saveOf(draft) };
  return chooseRoute(inspection.records.count, request, needsCalls ? 'naAsText' : undefined);
}

const reasonOf = (draft: Draft, route: Route): string => routeReason(route, countInWords(draft.inspection.records));

export function routeChoice<T>(draft: Draft, value: T): Choice<T> {
  const route = routeOf(draft);
  return {
    value,
    icon: 'milestone',
    label: l10n.t('API: {0}', routeName(route)),
    description: reasonOf(draft, route),
  };
}

/** Only APIs that support the operation. */
export function routeChoices(draft: Draft): readonly Choice<RouteOptions['api']>[] {
  const routeBy = (api: RouteOptions['api']): Route => routeOf({ ...draft, route: { ...draft.route, api } });
  const auto = routeBy('auto');
  const choice = (api: LoadApi, label: string, detail: string): readonly Choice<LoadApi>[] =>
    routeBy(api).api === api
      ? [{ value: api, label, ...(api !== 'bulk' && { description: routeName(routeBy(api)) }), detail }]
      : [];
  return [
    {
      value: 'auto',
      label: l10n.t('Automatic (by row count)'),
      description: l10n.t('{0} ({1})', routeName(auto), reasonOf(draft, auto)),
      detail: l10n.t('The settings kinetic.route.* have the limits'),
    },
    ...choice('bulk', l10n.t('Bulk API'), l10n.t('Jobs of any size, processed by Salesforce in the background')),
    ...choice('collections', l10n.t('REST collections'), l10n.t('Calls of up to 200 rows each, answered immediately')),
    ...choice('rest', l10n.t('REST'), l10n.t('One call per row')),
  ];
}
