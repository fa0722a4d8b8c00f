// Errors of signing in: each message says what to do, and where in Salesforce.

export const loginErrors = {
  'login.expired': {
    advice: 'signInAgain',
    retryable: false,
    text: 'The session for {org} has expired and could not be renewed. Sign in again.',
  },
  'login.refused': { advice: 'signInAgain', retryable: false, text: 'Salesforce rejected the login: {reason}.' },
  'login.notApproved': {
    advice: 'openSetup',
    retryable: false,
    text: 'The user {user} is not approved to use this app. In Setup, open the app’s policies and add the user’s profile or permission set (“Admin approved users are pre-authorized”).',
  },
  'login.badAudience': {
    advice: 'openSetup',
    retryable: false,
    text: 'Salesforce did not accept the audience {audience}. Use https://login.salesforce.com for production and https://test.salesforce.com for sandboxes.',
  },
  'login.badKey': {
    advice: 'openSetup',
    retryable: false,
    text: 'The private key cannot be used: {reason}. Use an RSA key in PEM format whose certificate was uploaded to the app.',
  },
  'login.unknownApp': {
    advice: 'openSetup',
    retryable: false,
    text: 'Salesforce cannot find an app with this client ID: {reason}. Copy the consumer key of the app again and check the login URL. A new app can take up to ten minutes to work.',
  },
  'login.badSecret': {
    advice: 'openSetup',
    retryable: false,
    text: 'Salesforce did not accept the client secret: {reason}. Copy the consumer secret of the app again.',
  },
  'login.badPassword': {
    advice: 'signInAgain',
    retryable: false,
    text: 'The username, password or security token is wrong: {reason}. If they are correct, this network needs the security token, or the org does not allow the flow: in Setup, under “OAuth and OpenID Connect Settings”, turn on “Allow OAuth Username-Password Flows”.',
  },
  'login.badCode': {
    advice: 'retry',
    retryable: false,
    text: 'Salesforce no longer accepts this login: {reason}. Start the login again. If that does not help, check the clock of this computer.',
  },
  'login.badRedirect': {
    advice: 'openSetup',
    retryable: false,
    text: 'The app does not have the callback URL of this login. Add exactly {redirectUri} to the callback URLs of the app, or use the client ID of an app that has it.',
  },
  'login.denied': {
    advice: 'retry',
    retryable: false,
    text: 'The login was denied in the browser: {reason}. Start the login again and allow access.',
  },
  'login.appBlocked': {
    advice: 'openSetup',
    retryable: false,
    text: 'An administrator has blocked this app: {reason}. An administrator can unblock it in Setup, under “Connected Apps OAuth Usage”. You can also use the client ID of your own app.',
  },
  'login.appNotInstalled': {
    advice: 'openSetup',
    retryable: false,
    text: 'The org accepts only apps that an administrator has installed: {reason}. An administrator can install the app in Setup, under “Connected Apps OAuth Usage” or “External Client App Manager”. You can also use the client ID of your own app.',
  },
  'login.noRunAsUser': {
    advice: 'openSetup',
    retryable: false,
    text: 'The app has no user to run as: {reason}. In the app’s policies, enable the client credentials flow and select a user under “Run As”.',
  },
  'login.flowOff': {
    advice: 'openSetup',
    retryable: false,
    text: 'The app does not allow this way to sign in: {reason}. Enable the flow in the app’s OAuth settings.',
  },
  'login.inactiveUser': {
    advice: 'openSetup',
    retryable: false,
    text: 'The user {user} cannot sign in: {reason}. An administrator can activate or unlock the user in Setup, under “Users”.',
  },
  'login.ipBlocked': {
    advice: 'openSetup',
    retryable: false,
    text: 'Salesforce does not allow this user to sign in from this network: {reason}. Add its IP address to “Network Access” or to the login IP ranges of the profile, or relax the IP restrictions in the app’s policies.',
  },
  'login.needsMyDomain': {
    advice: 'none',
    retryable: false,
    text: 'Client credentials work only with the My Domain login URL of an org (https://mycompany.my.salesforce.com), not with {host}.',
  },
  'login.timedOut': {
    advice: 'retry',
    retryable: false,
    text: 'The browser did not return within {seconds} seconds. If its page says redirect_uri_mismatch, add exactly {redirectUri} to the callback URLs of the app.',
  },
  'login.portBusy': {
    advice: 'retry',
    retryable: false,
    text: 'Port {port} of this computer is in use, so the browser cannot return from the login. Finish the other login (perhaps one of the Salesforce CLI), or choose another port that the app has in a callback URL.',
  },
  'login.noBrowser': {
    advice: 'none',
    retryable: false,
    text: 'You cannot sign in with a browser from here. Use another way to sign in.',
  },
  'login.cli': {
    advice: 'signInAgain',
    retryable: false,
    text: 'The login of the Salesforce CLI cannot be used ({user}): {reason}. Renew it with “sf org login web”, or sign in here.',
  },
  'login.missing': { advice: 'signInAgain', retryable: false, text: 'There is no login to use. {hint}' },
  'login.unknownOrg': {
    advice: 'signInAgain',
    retryable: false,
    text: 'The Salesforce CLI has no org “{org}”. {known}',
  },
  'login.signedOut': {
    advice: 'signInAgain',
    retryable: false,
    text: 'You are not signed in to {org}. Sign in to continue.',
  },
  'login.untrustedAddress': {
    advice: 'report',
    retryable: false,
    text: '{host} returned the instance URL {url}, which is not a Salesforce address. The session was not sent there. Check the login URL.',
  },
  'login.insecureUrl': {
    advice: 'none',
    retryable: false,
    text: '{url} does not begin with https://. Plain http is allowed only for this computer (localhost).',
  },
} as const;
