// executeAnonymous over the Tooling API and over the SOAP Apex API, whose response also has the debug log.
// See https://developer.salesforce.com/docs/atlas.en-us.apexcode.meta/apexcode/sforce_api_calls_executeanonymous.htm
import type { Apex, AnonymousResult } from '../apex/apex';
import { levelsOfDebugLevel, levelsOfHeader, type Levels } from '../apex/log/levels';
import { ok, refuse, route, type Answer, type Call, type Route } from '../http/http';
import type { Org } from '../org/org';
import { soapSession } from '../soap/session';
import { callIn, textIn, unescapeXml } from '../soap/envelope';
import { apexAnswer, apexFault, nullable } from '../soap/apexEnvelope';

/** Longer paths are refused by the servers of Salesforce. */
const maxUrlChars = 16_000;

export function anonymousRoutes(org: Org, apex: Apex): Route[] {
  const overTooling = async (call: Call): Promise<Answer> => {
    const code = call.query.get('anonymousBody');
    if (code === null) throw refuse(400, 'MISSING_ARGUMENT', 'The anonymousBody parameter is required.');
    if (encodeURIComponent(code).length > maxUrlChars) throw refuse(414, 'URI_TOO_LONG', 'URI Too Long');
    const userId = call.session?.userId ?? org.adminUserId;
    return ok((await apex.executeAnonymous(code, { userId })).result);
  };
  const overSoap = (call: Call): Promise<Answer> => soap(org, apex, call);
  return [
    route('GET', '/services/data/{v}/tooling/executeAnonymous', overTooling),
    ...['', '/:orgId'].map((end) => route('POST', `/services/Soap/s/:version${end}`, overSoap, { open: true })),
  ];
}

async function soap(org: Org, apex: Apex, call: Call): Promise<Answer> {
  const xml = await call.text();
  const session = soapSession(org, xml, String(call.params['version']));
  if ('code' in session) return apexFault(session.code, session.sentence);
  const name = callIn({ xml, api: 's' });
  if (name !== 'executeAnonymous') {
    return apexFault('UNKNOWN_EXCEPTION', `The practice org does not simulate the SOAP call '${name}'.`);
  }
  const levels = levelsIn(xml);
  const code = codeIn(xml);
  const { result, log } = await apex.executeAnonymous(code, { userId: session.userId, levels });
  return apexAnswer(`<executeAnonymousResponse><result>${resultXml(result)}</result></executeAnonymousResponse>`, log);
}

/** The code may contain anything, also the text of a closing element, which is escaped. */
const codeIn = (xml: string): string => {
  const [, cdata, plain = ''] =
    /<(?:\w+:)?(?:apexcode|String)\b[^>]*>(?:<!\[CDATA\[([\s\S]*?)\]\]>|([\s\S]*?))<\/(?:\w+:)?(?:apexcode|String)>/i.exec(
      xml,
    ) ?? [];
  return cdata ?? unescapeXml(plain);
};

function levelsIn(xml: string): Levels {
  const header = /<(?:\w+:)?DebuggingHeader\b[^>]*>([\s\S]*?)<\/(?:\w+:)?DebuggingHeader>/.exec(xml)?.[1] ?? '';
  const pairs = [...header.matchAll(/<(?:\w+:)?categories\b[^>]*>([\s\S]*?)<\/(?:\w+:)?categories>/g)].map(
    ([, inner = '']) => ({
      category: textIn(inner, 'category'),
      level: textIn(inner, 'level'),
    }),
  );
  if (pairs.length > 0) return levelsOfHeader(pairs);
  return levelsOfDebugLevel(textIn(header, 'debugLevel') || 'NONE');
}

const resultXml = (result: AnonymousResult): string =>
  [
    nullable('column', result.column),
    nullable('compileProblem', result.compileProblem),
    nullable('compiled', result.compiled),
    nullable('exceptionMessage', result.exceptionMessage),
    nullable('exceptionStackTrace', result.exceptionStackTrace),
    nullable('line', result.line),
    nullable('success', result.success),
  ].join('');
