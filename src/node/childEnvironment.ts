// The environment for our child processes: the variables that they need, and no others. Any other may hold a secret.

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * What every program needs to start, to find the home folder and the one for temporary files, and to write text. The
 * command line of a VS Code terminal runs in VS Code's program, which opens a window without ELECTRON_RUN_AS_NODE.
 */
const everywhere =
  /^(PATH|HOME|USERPROFILE|HOMEDRIVE|HOMEPATH|TMP|TEMP|TMPDIR|TZ|LANG|LANGUAGE|LC_\w+|SYSTEMROOT|SYSTEMDRIVE|WINDIR|COMSPEC|PATHEXT|LD_LIBRARY_PATH|ELECTRON_RUN_AS_NODE)$/i;

/**
 * What Salesforce's library needs besides: its folders and those of the keychain, how it keeps and checks logins, and
 * the network. A proxy that asks for a password lets nothing through without it, so its address is passed as it is.
 */
const forSalesforce = [
  /^(USER|LOGNAME|USERNAME|USERDOMAIN|APPDATA|LOCALAPPDATA|PROGRAMDATA|XDG_\w+|DBUS_SESSION_BUS_ADDRESS|DISPLAY|WAYLAND_DISPLAY)$/i,
  /^((SF_|SFDX_)?USE_GENERIC_UNIX_KEYCHAIN|SFDX_SECRET_TOOL_PATH|SF_CRYPTO_V2|SF_SFDX_INTEROPERABILITY|(SF|SFDX)_AUDIENCE_URL|SFDX_HTTP_SOCKET_TIMEOUT)$/i,
  /^(HTTPS?_PROXY|ALL_PROXY|NO_PROXY|NODE_EXTRA_CA_CERTS|SSL_CERT_FILE|SSL_CERT_DIR)$/i,
] as const;

/** For a program of ours that uses neither the network nor logins. */
export const childEnvironment = (environment: Environment = process.env): Environment =>
  pick(environment, [everywhere]);

/** For the process that runs Salesforce's library. */
export const salesforceEnvironment = (environment: Environment): Environment =>
  pick(environment, [everywhere, ...forSalesforce]);

function pick(environment: Environment, allowed: readonly RegExp[]): Environment {
  const names = Object.keys(environment).filter((name) => allowed.some((pattern) => pattern.test(name)));
  return Object.fromEntries(names.map((name) => [name, environment[name]]));
}
