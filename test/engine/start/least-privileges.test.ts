import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { estypes } from '@elastic/elasticsearch';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { backupCommand } from '../../../src/cli/backup-command.ts';
import { createEngine, type EngineOptions } from '../../../src/engine/create-engine.ts';
import type { Engine } from '../../../src/engine/engine.ts';
import { REPOSITORY } from '../../../src/index-lifecycle/backups.ts';
import { withConnection } from '../../../src/service/connect.ts';
import { realApp, type RealApp } from '../../http/real-app.ts';
import { engineInstalledHere } from '../../support/embedded-here.ts';
import { runCommand } from '../../support/run-command.ts';
import { startSecuredEngine, type SecuredEngine } from '../../support/secured-engine.ts';
import { runIndexCommand } from '../index-lifecycle/run-index-command.ts';

interface Role {
  readonly cluster?: readonly string[];
  readonly indices?: readonly { readonly names: readonly string[]; readonly privileges: readonly string[] }[];
}

const roleOf = async (name: string): Promise<Role> =>
  JSON.parse(
    await readFile(
      fileURLToPath(new URL(`../../../docs/ops/elasticsearch/${name}-role.json`, import.meta.url)),
      'utf8',
    ),
  ) as Role;

const SERVICE = await roleOf('service');
const REBUILD = await roleOf('rebuild');
const BACKUP = await roleOf('backup');

const ALIAS = 'articles';

/** A role that lacks one of its privileges. */
const without = (role: Role, privilege: string): Role => ({
  ...(role.cluster && { cluster: role.cluster.filter((name) => name !== privilege) }),
  ...(role.indices && {
    indices: role.indices.map(({ names, privileges }) => ({
      names,
      privileges: privileges.filter((name) => name !== privilege),
    })),
  }),
});

describe.runIf(await engineInstalledHere())('on a cluster with security', { timeout: 600_000 }, () => {
  let cluster: SecuredEngine;
  const engines: Engine[] = [];

  /** An API key that may do what the roles say, and nothing else. */
  const keyFor = async (...roles: readonly Role[]): Promise<EngineOptions> => {
    const { encoded } = await cluster.admin.security.createApiKey({
      name: 'timbao',
      role_descriptors: Object.fromEntries(
        roles.map((role, i) => [`role-${i}`, role as estypes.SecurityRoleDescriptor]),
      ),
    });
    return { url: cluster.url, ca: cluster.ca, auth: { kind: 'apiKey', apiKey: encoded } };
  };
  const engineWith = (options: EngineOptions): Engine => {
    const engine = createEngine(options);
    engines.push(engine);
    return engine;
  };
  const backup = async (roles: readonly Role[], ...args: readonly string[]) => {
    const at = await keyFor(...roles);
    return runCommand(at, args, undefined, (deps) =>
      backupCommand({
        ...deps,
        config: {
          index: ALIAS,
          replicas: 0,
          engine: { kind: 'remote', urls: [cluster.url], auth: null, caFile: null, caFingerprint: null },
          backupRepository: { type: 'fs', settings: { location: cluster.backups } },
        },
      }),
    );
  };

  beforeAll(async () => {
    cluster = await startSecuredEngine();
  }, 600_000);
  afterAll(async () => {
    for (const engine of engines) await engine.close();
    await cluster?.stop();
  }, 120_000);

  describe('the role of the service', () => {
    let app: RealApp;
    const ok = async (response: Response | Promise<Response>): Promise<void> => {
      const { status } = await response;
      expect(status, await (await response).clone().text()).toBeLessThan(300);
    };

    beforeAll(async () => {
      app = await realApp({ samples: true, at: await keyFor(SERVICE), alias: ALIAS, statsDays: 30 });
      app.services.start();
    }, 300_000);
    afterAll(async () => {
      await app?.services.finish(10_000);
      await app?.services.close();
      await app?.close();
    }, 120_000);

    it('is enough to search, and to read', async () => {
      expect(
        (await app.search({ q: 'hoc sinh', facets: 'section,year', collapse: 'true' })).total.value,
      ).toBeGreaterThan(0);
      const { nextCursor } = (await app.search({ q: 'bão', size: '1' })) as { nextCursor?: string };
      if (nextCursor !== undefined) await app.search({ q: 'bão', size: '1', cursor: nextCursor });
      const [hit] = (await app.search({ q: 'bão' })).hits;
      for (const path of [
        `/v1/articles/${hit?.id}`,
        `/v1/articles/${hit?.id}/related`,
        '/v1/suggest?q=ha',
        '/v1/export',
        '/v1/trends?q=bão',
        '/v1/feed.atom?q=bão',
        '/ready',
        '/',
        '/?q=bão',
      ])
        await ok(app.send(encodeURI(path)));
    });

    it('is enough to write', async () => {
      const article = {
        title: 'Bão số 9',
        body: 'Sạt lở ở Mường La',
        publishedAt: '2022-01-21T08:00:00+07:00',
      };
      await ok(app.put('b9', article, '?refresh=wait'));
      await ok(
        app.send('/v1/articles/bulk', {
          method: 'POST',
          headers: { 'Content-Type': 'application/x-ndjson' },
          body: `${JSON.stringify({ id: 'b10', ...article })}\n`,
        }),
      );
      await ok(app.send('/v1/articles/b9', { method: 'DELETE' }));
    });

    it('is enough for pins, synonyms, alerts and statistics', async () => {
      await ok(app.sendJson('/v1/synonyms/ml', { spellings: ['MLA', 'Mường La'] }, { method: 'PUT' }));
      await ok(app.sendJson('/v1/pins', { queries: ['bão'], first: ['b10'] }));
      await ok(
        app.sendJson(
          '/v1/alerts/bao',
          { name: 'Bão', search: { q: 'bão' }, channel: { kind: 'feed' } },
          { method: 'PUT' },
        ),
      );
      await app.writeCounted();
      await ok(app.send('/v1/stats/searches'));
    });

    it('is enough as the role of a user, whose cluster is trusted by a fingerprint', async () => {
      await cluster.admin.security.putRole({ name: 'timbao', ...(SERVICE as object) });
      await cluster.admin.security.putUser({
        username: 'timbao',
        password: 'sạt-lở-ở-mường-la',
        roles: ['timbao'],
      });
      const auth = { kind: 'basic', username: 'timbao', password: 'sạt-lở-ở-mường-la' } as const;
      const { url, fingerprint } = cluster;
      const config = (caFingerprint: string) => ({
        index: ALIAS,
        engine: { kind: 'remote', urls: [url], auth, caFile: null, caFingerprint } as const,
      });
      const count = (caFingerprint: string): Promise<number> =>
        withConnection(config(caFingerprint), (engine) => engine.count(ALIAS));
      expect(await count(fingerprint)).toBeGreaterThan(0);
      expect(await count(fingerprint.replaceAll(':', '').toLowerCase())).toBeGreaterThan(0);
      const [first, ...rest] = fingerprint;
      await expect(count([first === '0' ? '1' : '0', ...rest].join(''))).rejects.toMatchObject({
        code: 'configuration',
        message: expect.stringContaining(fingerprint) as string,
      });
      await expect(engineWith({ url, auth }).count(ALIAS)).rejects.toMatchObject({
        code: 'engine_unavailable',
      });
    });

    it('is enough for nothing of others', async () => {
      await cluster.admin.index({ index: 'payroll', id: '1', document: { amount: 1 }, refresh: true });
      await expect(engineWith(await keyFor(SERVICE)).count('payroll')).rejects.toMatchObject({
        code: 'engine_rejected',
      });
    });

    it('lets nobody rebuild, nor make backups, without those roles', async () => {
      expect((await runIndexCommand(await keyFor(SERVICE), ALIAS, ['rebuild'])).error).toMatchObject({
        code: 'engine_rejected',
      });
      await runIndexCommand(await keyFor(SERVICE, REBUILD), ALIAS, ['rebuild', '--abandon']);
      expect((await backup([SERVICE], 'create')).error).toMatchObject({ code: 'engine_rejected' });
    });

    it('and that of rebuilds are enough to rebuild, to go back and to prune', async () => {
      const at = await keyFor(SERVICE, REBUILD);
      for (const args of [
        ['rebuild', '--promote'],
        ['status'],
        ['rollback'],
        ['prune', '--former', '--yes'],
      ]) {
        const { error, status, err } = await runIndexCommand(at, ALIAS, args);
        expect([error, status ?? 0], err).toEqual([null, 0]);
      }
    });

    it('and that of backups are enough to make, list, restore and remove them', async () => {
      const roles = [SERVICE, REBUILD, BACKUP];
      for (const args of [
        ['create'],
        ['create', '--keep', '1'],
        ['list'],
        ['restore', '--dry-run'],
        ['restore', '--yes'],
        ['restore', '--without-articles', '--desk', 'all', '--yes'],
      ]) {
        const { error, status, err } = await backup(roles, ...args);
        expect([error, status ?? 0], err).toEqual([null, 0]);
      }
    });
  });

  describe('each privilege is needed', () => {
    const index = `${ALIAS}-v2-probed`;
    const lines = (id: string) => `{"index":{"_id":"${id}"}}\n{"id":"${id}"}\n`;
    const write = async (engine: Engine): Promise<void> => {
      const [item] = await engine.bulk(index, lines('b'), { isAlias: false });
      if (item?.error) throw item.error;
    };
    const SNAPSHOT = 'articles-probe';
    /** For each privilege something that the service does, and cannot do without it. */
    const probes: Readonly<Record<string, (engine: Engine) => Promise<unknown>>> = {
      monitor: async (engine) => {
        await engine.info();
        await engine.generation(index);
      },
      read: (engine) => engine.search(index, {}),
      'indices:data/write/*': write,
      create_index: async (engine) => {
        await cluster.admin.indices.delete({ index: `${index}-new` }, { ignore: [404] });
        await engine.createIndex(`${index}-new`, {});
      },
      delete_index: async (engine) => {
        await cluster.admin.indices.create({ index: `${index}-old` }, { ignore: [400] });
        await engine.deleteIndex(`${index}-old`);
      },
      maintenance: (engine) => engine.refresh(index),
      view_index_metadata: (engine) => engine.getMapping(index),
      'indices:admin/aliases': (engine) =>
        engine.updateAliases([{ add: { index, alias: `${ALIAS}-probe` } }]),
      'indices:admin/analyze': (engine) => engine.analyze(index, { text: 'bão' }),
      'indices:admin/mapping/put': (engine) => engine.putNotes(index, {}),
      'indices:admin/block/add': async (engine) => {
        try {
          await engine.blockWrites(index);
        } finally {
          await cluster.admin.indices.putSettings({ index, settings: { 'index.blocks.write': null } });
        }
      },
      'indices:admin/settings/update': (engine) => engine.allowWrites(index),
      'cluster:admin/repository/put': (engine) =>
        engine.snapshots.register({
          name: `${REPOSITORY}-probe`,
          type: 'fs',
          settings: { location: `${cluster.backups}/probe-${Math.random()}` },
        }),
      'cluster:admin/repository/get': (engine) =>
        engine.snapshots.register({
          name: `${REPOSITORY}-probe`,
          type: 'fs',
          settings: { location: `${cluster.backups}/probe-${Math.random()}` },
        }),
      'cluster:admin/snapshot/create': (engine) =>
        engine.snapshots.start('probed', `${SNAPSHOT}-${Date.now()}`, { indices: [index], notes: {} }),
      'cluster:admin/snapshot/status': (engine) => engine.snapshots.progress('probed', SNAPSHOT),
      'cluster:admin/snapshot/get': (engine) => engine.snapshots.list('probed'),
      'cluster:admin/snapshot/delete': (engine) => engine.snapshots.remove('probed', 'articles-never'),
      'cluster:admin/snapshot/restore': (engine) =>
        engine.snapshots.restore('probed', SNAPSHOT, {
          index,
          as: `${index}-restored-${Date.now()}`,
          replicas: 0,
        }),
    };

    beforeAll(async () => {
      // As those of the service: nothing that is written adds a field.
      const mappings = { dynamic: 'strict', properties: { id: { type: 'keyword' } } } as const;
      await cluster.admin.indices.create({ index, mappings });
      await cluster.admin.snapshot.createRepository({
        name: 'probed',
        repository: { type: 'fs', settings: { location: `${cluster.backups}/probed` } },
      });
      await cluster.admin.snapshot.create({
        repository: 'probed',
        snapshot: SNAPSHOT,
        indices: index,
        wait_for_completion: true,
      });
    }, 300_000);

    it.each(
      [SERVICE, REBUILD, BACKUP].flatMap((role, i) =>
        [...(role.cluster ?? []), ...(role.indices ?? []).flatMap(({ privileges }) => privileges)]
          .filter((name, at, all) => all.indexOf(name) === at)
          .map((name) => [['service', 'rebuild', 'backup'][i] ?? '', name] as const),
      ),
    )('of the role %s: %s', async (_, name) => {
      const probe = probes[name];
      if (probe === undefined) throw new Error(`Nothing shows what ${name} is for.`);
      const roles = [SERVICE, REBUILD, BACKUP];
      await probe(engineWith(await keyFor(...roles)));
      const lacking = await keyFor(...roles.map((role) => without(role, name)));
      await expect(probe(engineWith(lacking))).rejects.toMatchObject({ code: 'engine_rejected' });
    });
  });
});
