import { engineAccount } from '../../src/embedded/engine-account.ts';
import { inheritedEnvironment } from '../../src/embedded/engine-environment.ts';
import { isEngineInstalled } from '../../src/embedded/install-engine.ts';
import { locateJdk, type Jdk } from '../../src/embedded/locate-jdk.ts';

/** The JDK that the embedded engine would use here; undefined where there is none (tests with Docker or a URL). */
export async function jdkHere(): Promise<Jdk | undefined> {
  return locateJdk(inheritedEnvironment(), engineAccount()).catch(() => undefined);
}

/** Whether engines can be started here without a download. After the shared one has been, that is so. */
export async function engineInstalledHere(): Promise<boolean> {
  return (
    (await jdkHere()) !== undefined && (await isEngineInstalled(inheritedEnvironment(), engineAccount()))
  );
}
