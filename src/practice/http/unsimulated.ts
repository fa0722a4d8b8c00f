// Lists the resources that the practice org does not simulate and rejects them with a clear message.
import { refuse } from './http';

const api = String.raw`^/services/data/v[^/]+`;
const object = String.raw`${api}/sobjects/[^/]+`;

/** The first matching pattern names what is not simulated. */
const missing: readonly (readonly [pattern: RegExp, what: string])[] = [
  [new RegExp(`${object}/describe/.+`, 'i'), 'layouts'],
  [
    new RegExp(`${object}/(?:listviews|quickActions|defaultValues|relevantItems|eventSeries)(?:/|$)`, 'i'),
    'list views and actions',
  ],
  [
    new RegExp(
      `${api}/tooling/(?!(?:query|sobjects|composite/sobjects|executeAnonymous|runTests\\w+|tests|completions)(?:/|$)).+$`,
      'i',
    ),
    'search, composite requests and symbols of the Tooling API',
  ],
  [new RegExp(`${api}/search/.+`, 'i'), 'search layouts and suggestions'],
  [new RegExp(`${api}/(?:metadata|eventSchema|event|platformEventUsage)(?:/|$)`, 'i'), 'metadata and event schemas'],
  [new RegExp(`${api}/(?:ui-api|graphql|connect|chatter|wave|analytics|smartdatadiscovery)(?:/|$)`, 'i'), 'this API'],
  [new RegExp(`${api}/(?:actions|quickActions|process|dedupe|consent|commerce|support)(?:/|$)`, 'i'), 'actions'],
  [
    new RegExp(`${api}/(?:recent|tabs|theme|appMenu|compactLayouts|knowledgeManagement)(?:/|$)`, 'i'),
    'the user interface',
  ],
  [/^\/services\/async\//i, 'Bulk API 1.0'],
  [/^\/services\/Soap\/(?![ucs]\/)/i, 'SOAP APIs apart from those for records and Apex'],
];

/** Throws NOT_FOUND with an explanation for a resource that only a Salesforce org has. */
export function refuseUnsimulated(path: string): void {
  const what = missing.find(([pattern]) => pattern.test(path))?.[1];
  if (what !== undefined) throw refuse(404, 'NOT_FOUND', `The practice org does not simulate ${what}: ${path}`);
}
