import { Document } from './document.tsx';
import type { PageContext } from './document.tsx';
import { problemLines } from './problem-lines.ts';
import type { Problem } from './problem-lines.ts';

interface ErrorPageProps extends PageContext, Problem {
  readonly status: number;
  readonly requestId: string;
}

/** What went wrong, in the reader's words, with the search still there to be mended. */
export const ErrorPage = (props: ErrorPageProps) => {
  const { texts, address, status, requestId } = props;
  const title = texts.error.titles[status] ?? texts.error.titles[500] ?? '';
  const lines = problemLines(texts, props);
  const isPassing = status === 429 || status >= 500;
  return (
    <Document {...props} title={title} noIndex className="error" skipTo={texts.skipToContent}>
      <main id="main" tabindex={-1}>
        <h1>{title}</h1>
        {lines.length === 0 ? (
          <p>{texts.error.details[status] ?? texts.error.details[500]}</p>
        ) : (
          <ul>
            {lines.map((line) => (
              <li>{line}</li>
            ))}
          </ul>
        )}
        <p class="ways">
          {isPassing && <a href={address.href({}, props.path)}>{texts.error.tryAgain}</a>}
          <a href={address.home()}>{texts.error.home}</a>
        </p>
        {status >= 500 && (
          <p class="meta">
            {texts.error.requestId}: <code>{requestId}</code>
          </p>
        )}
      </main>
    </Document>
  );
};
