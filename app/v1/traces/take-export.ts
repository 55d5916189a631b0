import { accountFor } from "@/app/account-for";
import type { IngestContext } from "@/app/ingest-context";
import { AppError } from "@/lib/errors";
import { ERROR_STATUS, errorHeaders } from "@/lib/http/error-status";
import type { Incoming } from "@/lib/http/incoming";
import { discardBody, readBody } from "@/lib/http/read-body";
import { failureOf } from "@/lib/http/route";
import {
  type OtlpAnswer,
  type OtlpEncoding,
  otlpFailure,
  otlpSuccess,
} from "@/lib/ingest/otlp-answer";
import { takeOtlp } from "@/lib/ingest/take-otlp";

/** Takes an OTLP/HTTP export of traces. Answers after the commit, in the encoding of the request. */
export async function takeExport(
  request: Incoming,
  { db, maxBytes }: IngestContext,
): Promise<OtlpAnswer> {
  const encoding = encodingOf(request.headers.get("content-type") ?? "");
  try {
    return await accountFor(request, db, async (arrival) => {
      if (!encoding) {
        throw new AppError(
          "unsupported_media_type",
          "Send application/x-protobuf or application/json",
        );
      }
      const { body, wireBytes } = await readBody(request, maxBytes);
      const delivery = { ...arrival, bytes: body.length, wireBytes };
      const outcome = await takeOtlp(db, delivery, { body, encoding });
      return otlpSuccess(encoding, outcome.rejected, outcome.reasons);
    });
  } catch (error) {
    discardBody(request);
    const failure = failureOf(error, request);
    const { code, message, details } = failure ?? INTERNAL;
    const status = failure ? ERROR_STATUS[code] : 500;
    return otlpFailure(encoding ?? "json", status, { code, message, details }, errorHeaders(code));
  }
}

const INTERNAL = {
  code: "unavailable",
  message: "Something failed here; the server's log says what.",
  details: undefined,
} as const;

function encodingOf(contentType: string): OtlpEncoding | undefined {
  const mediaType = contentType.split(";", 1)[0]?.trim().toLowerCase();
  if (mediaType === "application/json") return "json";
  return mediaType === "application/x-protobuf" || mediaType === "application/protobuf"
    ? "protobuf"
    : undefined;
}
