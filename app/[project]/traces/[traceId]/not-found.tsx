import { Notice } from "@/components/notice";

export default function TraceNotFound() {
  return (
    <Notice title="No such trace in this project">
      <p>
        A trace appears about a second after its first span was stored. If it was sent a moment ago,
        load this page again; if it is older, it may belong to another project or have passed the
        project's retention.
      </p>
      <p>
        Search the list for its id: <code>id:</code> followed by the first characters.
      </p>
    </Notice>
  );
}
