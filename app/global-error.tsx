"use client";

type ErrorProps = { readonly error: Error & { digest?: string } };

// Stands in for the whole page, styles included, so it needs nothing else to work.
export default function GlobalError({ error }: ErrorProps) {
  return (
    <html lang="en">
      <body style={{ font: "14px/20px system-ui, sans-serif", margin: 48, maxWidth: 640 }}>
        <h1 style={{ fontSize: 20 }}>Tidemark could not draw this page</h1>
        <p>The server failed before the page had a frame. Nothing that was stored is lost.</p>
        <p>
          Reload; when it fails again, look in the server's log
          {error.digest === undefined ? "." : ` for this id: ${error.digest}`}
        </p>
        <a href="/">Go to your projects</a>
      </body>
    </html>
  );
}
