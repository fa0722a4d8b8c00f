// The part of the catalog that is about signing in: each sentence says what to do, and where in Salesforce.

export const loginErrors = {
  'login.expired': {
    advice: 'signInAgain',
    retryable: false,
    text: 'The session for {org} has ended and could not be renewed. Sign in again.',
  },
  'login.refused': { advice: 'signInAgain', retryable: false, text: 'Salesforce refused the login: {reason}.' },
  'login.notApproved': {
    advice: 'openSetup',
    retryable: false,
    text: 'The user {user} has not approved this app. In Setup, open the app’s policies and let the user’s profile or permission set in (“Admin approved users are pre-authorized”).',
  },
  'login.badAudience': {
    advice: 'openSetup',
    retryable: false,
    text: 'Salesforce did not accept the audience {audience}. Use https://login.salesforce.com for production and https://test.salesforce.com for sandboxes.',
  },
  'login.badKey': {
    advice: 'openSetup',
    retryable: false,
    text: 'The private key cannot be used: {reason}. It must be an RSA key in PEM form whose certificate is stored with the app.',
  },
  'login.unknownApp': {
    advice: 'openSetup',
    retryable: false,
    text: 'Salesforce knows no app with this client id here: {reason}. Copy the consumer key again and check the login address. A new app is known after up to ten minutes.',
  },
  'login.badSecret': {
    advice: 'openSetup',
    retryable: false,
    text: 'Salesforce did not accept the client secret: {reason}. Copy the consumer secret of the app again.',
  },
  'login.badPassword': {
    advice: 'signInAgain',
    retryable: false,
    text: 'User name, password or security token is wrong: {reason}. If they are right, this network needs the security token, or the org has switched the flow off: in Setup, “OAuth and OpenID Connect Settings”, “Allow OAuth Username-Password Flows”.',
  },
  'login.badCode': {
    advice: 'retry',
    retryable: false,
    text: 'Salesforce no longer takes this login: {reason}. Start it again; if that does not help, check the clock of this machine.',
  },
  'login.badRedirect': {
    advice: 'openSetup',
    retryable: false,
    text: 'The app does not know the address to come back to. Add exactly {redirectUri} to the callback URLs of the app, or use the client id of an app that has it.',
  },
  'login.denied': {
    advice: 'retry',
    retryable: false,
    text: 'The login was refused in the browser: {reason}.',
  },
  'login.appBlocked': {
    advice: 'openSetup',
    retryable: false,
    text: 'An administrator has blocked this app: {reason}. In Setup, under “Connected Apps OAuth Usage”, an administrator can unblock it; or use the client id of an app of your own.',
  },
  'login.appNotInstalled': {
    advice: 'openSetup',
    retryable: false,
    text: 'The org lets in only apps that an administrator has installed: {reason}. In Setup, under “Connected Apps OAuth Usage” or “External Client App Manager”, an administrator can install it; or use the client id of an app of your own.',
  },
  'login.noRunAsUser': {
    advice: 'openSetup',
    retryable: false,
    text: 'The app has no user to act as: {reason}. In the app’s policies, enable the client credentials flow and choose a user under “Run As”.',
  },
  'login.flowOff': {
    advice: 'openSetup',
    retryable: false,
    text: 'The app does not offer this way to sign in: {reason}. In the app’s OAuth settings, enable the flow.',
  },
  'login.inactiveUser': {
    advice: 'openSetup',
    retryable: false,
    text: 'The user {user} cannot sign in: {reason}. In Setup, under “Users”, an administrator can activate or unlock the user.',
  },
  'login.ipBlocked': {
    advice: 'openSetup',
    retryable: false,
    text: 'Salesforce does not let this user in from this network: {reason}. Add the address to “Network Access” or to the profile’s login ranges, or relax the IP restrictions in the app’s policies.',
  },
  'login.needsMyDomain': {
    advice: 'none',
    retryable: false,
    text: 'Client credentials work only at the My Domain address of an org (https://mycompany.my.salesforce.com), not at {host}.',
  },
  'login.tooLate': {
    advice: 'retry',
    retryable: false,
    text: 'The browser did not come back within {seconds} seconds. If its page says redirect_uri_mismatch, add exactly {redirectUri} to the callback URLs of the app.',
  },
  'login.portBusy': {
    advice: 'retry',
    retryable: false,
    text: 'Port {port} of this machine is in use, so the browser has nowhere to come back to. End the other login (perhaps one of the Salesforce CLI), or name another port that the app has in a callback URL.',
  },
  'login.noBrowser': {
    advice: 'none',
    retryable: false,
    text: 'Signing in with a browser is not possible from here. Use another login.',
  },
  'login.cli': {
    advice: 'signInAgain',
    retryable: false,
    text: 'The login of the Salesforce CLI for {user} cannot be used: {reason}. Renew it with “sf org login web”, or sign in here.',
  },
  'login.missing': { advice: 'signInAgain', retryable: false, text: 'No org is given. {hint}' },
  'login.signedOut': {
    advice: 'signInAgain',
    retryable: false,
    text: '{org} is not signed in here. Sign in to go on.',
  },
  'login.strangeAddress': {
    advice: 'report',
    retryable: false,
    text: '{host} says that the org is at {url}, which is not an address of Salesforce. The session was not sent there.',
  },
  'login.insecureUrl': {
    advice: 'none',
    retryable: false,
    text: '{url} is not an https address. Plain http is accepted only for this machine (localhost).',
  },
} as const;
