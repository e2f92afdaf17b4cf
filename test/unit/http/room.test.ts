import { describe, expect, it } from 'vitest';
import { createRoom } from '../../../src/http/admission/room.ts';

const never = new AbortController().signal;
/** Whether a promise is settled already. */
const isSettled = async (promise: Promise<unknown>): Promise<boolean> =>
  Promise.race([
    promise.then(() => true),
    new Promise<boolean>((resolve) => setTimeout(() => resolve(false), 5)),
  ]);

describe('a room', () => {
  it('lets in as much as fits, and the next once there is room, first come first served', async () => {
    const room = createRoom(10);
    const leave = await room.take(6, never);
    await room.take(4, never);
    const large = room.take(5, never);
    const small = room.take(1, never);
    expect(await isSettled(large)).toBe(false);
    expect(await isSettled(small)).toBe(false);
    leave();
    leave();
    expect(await isSettled(large)).toBe(true);
    expect(await isSettled(small)).toBe(true);
  });

  it('takes what is larger than all of it once it is empty', async () => {
    const room = createRoom(10);
    const leave = await room.take(1, never);
    const huge = room.take(50, never);
    expect(await isSettled(huge)).toBe(false);
    leave();
    (await huge)();
    expect(await isSettled(room.take(10, never))).toBe(true);
  });

  it('forgets who gives up, and lets in those behind', async () => {
    const room = createRoom(10);
    await room.take(8, never);
    const patience = new AbortController();
    const large = room.take(5, patience.signal);
    const small = room.take(2, never);
    expect(await isSettled(small)).toBe(false);
    patience.abort(new Error('too late'));
    await expect(large).rejects.toThrow('too late');
    expect(await isSettled(small)).toBe(true);
  });
});
