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
    text: '{org} has stopped, and its jobs ended with it. Its data is kept for the next start, unless it was discarded.',
  },
  'network.unknownHost': {
    advice: 'checkNetwork',
    retryable: true,
    text: 'There is no host named {host}. Check the address and the network of this computer.',
  },
  'network.untrusted': {
    advice: 'checkNetwork',
    retryable: true,
    text: 'Cannot make a secure connection to {host}: {reason}. If a proxy or a security product inspects the connection, this computer must trust its certificate.',
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
  'network.timeout': {
    advice: 'checkNetwork',
    retryable: true,
    text: '{host} did not respond within {seconds} s. Check the network of this computer.',
  },
  'network.tooSlow': {
    advice: 'checkNetwork',
    retryable: true,
    text: 'The response from {host} arrives too slowly: less than {bytesPerSecond} bytes a second for {minutes} minutes. Check the network of this computer, and any proxy between it and Salesforce.',
  },
  'network.notSalesforce': {
    advice: 'checkNetwork',
    retryable: true,
    text: 'The response to {what} is not one of Salesforce: {message}. A proxy, the login page of a network or a maintenance page may have answered instead. Check the network of this computer, then try again.',
  },
  'network.repeatedLink': {
    advice: 'checkNetwork',
    retryable: false,
    text: 'The response to {what} names a next page that was read before, so the list would never end. Check whether a proxy between this computer and Salesforce returns stored responses, then try again.',
  },
  'network.otherCount': {
    advice: 'retry',
    retryable: true,
    text: 'The answer to the query is not complete or has records twice. Records found by Salesforce: {expected}; records received: {received}. Check whether a proxy between this computer and Salesforce returns stored responses, then try again.',
  },
  'network.incompletePage': {
    advice: 'retry',
    retryable: true,
    text: 'A page of records is incomplete: {received} of {expected} arrived.',
  },
  'network.incompleteResults': {
    advice: 'retry',
    retryable: true,
    text: 'The results of the {list} rows are incomplete: they end within a row.',
  },
  'network.otherResults': {
    advice: 'retry',
    retryable: true,
    text: 'The results of the {list} rows are those of other rows of the load. Check whether a proxy between this computer and Salesforce returns stored responses, then try again.',
  },
  'network.incompleteRecords': {
    advice: 'retry',
    retryable: true,
    text: 'A page of records is incomplete: it ends within a record.',
  },
  'network.otherColumns': {
    advice: 'retry',
    retryable: true,
    text: 'A page of records has other columns than the pages before it: {found}.',
  },
  'network.otherPage': {
    advice: 'retry',
    retryable: true,
    text: 'Salesforce or a proxy sent one page of records in place of another. Check whether a proxy between this computer and Salesforce returns stored responses, then try again.',
  },
  'network.missingHeader': {
    advice: 'checkNetwork',
    retryable: false,
    text: 'A response from Salesforce has no {header} header, so the next page of records cannot be found. Check whether a proxy between this computer and Salesforce removes the header.',
  },
} as const;
