import { Document } from './document.tsx';
import type { PageContext } from './document.tsx';

/** The element that other sites embed, at work, and what they write to have it. */
export const DemoPage = (props: PageContext) => {
  const { texts, base } = props;
  return (
    <Document {...props} title={texts.demo.title} noIndex skipTo={texts.skipToContent}>
      <main id="main" tabindex={-1}>
        <h1>{texts.demo.title}</h1>
        <p>{texts.demo.about}</p>
        <timbao-search lang={texts.code} size="5"></timbao-search>
        <h2>{texts.demo.snippet}</h2>
        <pre class="embed" tabindex={0}>
          <code>{`<script src="${base}/timbao-search.js" defer></script>\n<timbao-search lang="${texts.code}" size="5"></timbao-search>`}</code>
        </pre>
        <p>{texts.demo.cors}</p>
        <script src="/timbao-search.js" defer></script>
      </main>
    </Document>
  );
};
