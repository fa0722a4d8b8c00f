// Errors of the network: requests that got no response, or an incomplete one.

export const networkErrors = {
  'network.unreachable': {
    advice: 'checkNetwork',
    retryable: true,
    text: 'Cannot connect to {host}: it does not respond. Check the network of this computer.',
  },
  'network.orgStopped': {
    advice: 'none',
    retryable: true,
    text: '{org} has stopped, and its data is lost. A practice org keeps its data only while it runs.',
  },
  'network.unknownHost': {
    advice: 'checkNetwork',
    retryable: true,
    text: 'There is no host named {host}. Check the address and the network of this computer.',
  },
  'network.untrusted': {
    advice: 'checkNetwork',
    retryable: true,
    text: 'No secure connection to {host}: {reason}. If a proxy or a security product inspects the connection, this computer must trust its certificate.',
  },
  'network.proxy': {
    advice: 'checkNetwork',
    retryable: true,
    text: 'The proxy did not connect to {host}: {reason}. Check the proxy in HTTPS_PROXY or HTTP_PROXY, and add hosts that need no proxy to NO_PROXY.',
  },
  'network.connectionLost': {
    advice: 'retry',
    retryable: true,
    text: 'The connection to {host} was lost before the response was complete.',
  },
  'network.timeout': { advice: 'checkNetwork', retryable: true, text: '{host} did not respond for {seconds} seconds.' },
  'network.incompletePage': {
    advice: 'retry',
    retryable: true,
    text: 'A page of records is incomplete: {received} of {expected} arrived.',
  },
  'network.missingHeader': {
    advice: 'checkNetwork',
    retryable: false,
    text: 'A response from Salesforce has no {header} header, so the next page of records cannot be found. Check whether a proxy between this computer and Salesforce removes the header.',
  },
} as const;
