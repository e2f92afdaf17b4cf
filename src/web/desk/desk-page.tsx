import type { PropsWithChildren } from 'hono/jsx';
import { Document } from '../document.tsx';
import type { PageContext } from '../document.tsx';
import { deskTexts } from '../texts/desk-texts.ts';

/** A part of the desk, as its page leads to it. */
export interface DeskLink {
  readonly path: string;
  readonly title: string;
}

export interface DeskPageProps extends PageContext {
  readonly title: string;
  readonly sections: readonly DeskLink[];
  /** What has been done, told at the top. */
  readonly notice?: string | undefined;
  /** What went wrong, told at the top. */
  readonly alert?: string | undefined;
  /** Whether there is a session to end. */
  readonly isSignedIn: boolean;
}

/** The frame of the desk: where its sections are, what has just happened, and the way out. */
export const DeskPage = (props: PropsWithChildren<DeskPageProps>) => {
  const { texts, address, path, title, sections, notice, alert, isSignedIn, children } = props;
  const words = deskTexts[texts.code];
  return (
    <Document
      {...props}
      title={`${title} – ${words.title}`}
      noIndex
      className="desk"
      skipTo={texts.skipToContent}
      hasSearch={false}
    >
      <main id="main" tabindex={-1}>
        <div class="desk-head">
          <nav aria-label={words.sections}>
            {sections.map((one) => (
              <a href={address.home(one.path)} aria-current={one.path === path ? 'page' : undefined}>
                {one.title}
              </a>
            ))}
          </nav>
          {isSignedIn && (
            <form method="post" action={address.home('/desk/session')}>
              <button type="submit" name="action" value="leave">
                {words.signIn.leave}
              </button>
            </form>
          )}
        </div>
        <h1>{title}</h1>
        {notice !== undefined && (
          <p class="notice" role="status">
            {notice}
          </p>
        )}
        {alert !== undefined && (
          <p class="alert" role="alert">
            {alert}
          </p>
        )}
        {children}
      </main>
    </Document>
  );
};

interface SignInProps extends PageContext {
  /** Where to go on. */
  readonly next: string;
  readonly isWrong: boolean;
}

/** Asks for a key. */
export const SignInPage = (props: SignInProps) => {
  const { texts, address, next, isWrong } = props;
  const { signIn: words } = deskTexts[texts.code];
  return (
    <DeskPage {...props} title={words.title} sections={[]} isSignedIn={false}>
      <p>{words.about}</p>
      <form class="desk-form" method="post" action={address.home('/desk/session')}>
        <input type="hidden" name="next" value={next} />
        <div class="field">
          <label for="desk-key">{words.key}</label>
          <input
            id="desk-key"
            name="key"
            type="password"
            autocomplete="current-password"
            required
            autofocus
            aria-invalid={isWrong ? 'true' : undefined}
            aria-describedby={isWrong ? 'desk-key-error' : undefined}
          />
          {isWrong && (
            <p class="field-error" id="desk-key-error" role="alert">
              {words.wrong}
            </p>
          )}
        </div>
        <button class="go" type="submit" name="action" value="enter">
          {words.enter}
        </button>
      </form>
    </DeskPage>
  );
};
