import protobuf from "protobufjs/minimal.js";
import type { AppErrorCode } from "@/lib/errors";

/** The two encodings of OTLP over HTTP. */
export type OtlpEncoding = "protobuf" | "json";

const MEDIA_TYPE: Record<OtlpEncoding, string> = {
  protobuf: "application/x-protobuf",
  json: "application/json",
};

/** An answer, before it is one of the web's or Node's. */
export type OtlpAnswer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array | string;
};

/** google.rpc.Code by our own. */
const RPC_CODE: Record<AppErrorCode, number> = {
  invalid_input: 3,
  not_found: 5,
  conflict: 6,
  forbidden: 7,
  too_many_requests: 8,
  payload_too_large: 8,
  unsupported_media_type: 3,
  unavailable: 14,
  unauthorized: 16,
};

/** An `ExportTraceServiceResponse`; `partialSuccess` is left out when nothing was rejected. */
export function otlpSuccess(
  encoding: OtlpEncoding,
  rejectedSpans: number,
  errorMessage: string,
): OtlpAnswer {
  if (encoding === "json") {
    const partialSuccess =
      rejectedSpans > 0 ? { partialSuccess: { rejectedSpans, errorMessage } } : {};
    return json(partialSuccess, 200);
  }
  const writer = protobuf.Writer.create();
  if (rejectedSpans > 0) {
    writer
      .uint32(10)
      .fork()
      .uint32(8)
      .int64(rejectedSpans)
      .uint32(18)
      .string(errorMessage)
      .ldelim();
  }
  return binary(writer.finish(), 200);
}

/** A `google.rpc.Status`; in JSON our own error stands beside it, as in every other answer. */
export function otlpFailure(
  encoding: OtlpEncoding,
  status: number,
  error: { readonly code: AppErrorCode; readonly message: string; readonly details?: unknown },
  headers: Readonly<Record<string, string>>,
): OtlpAnswer {
  const code = RPC_CODE[error.code];
  if (encoding === "json") {
    return json({ code, message: error.message, error }, status, headers);
  }
  const writer = protobuf.Writer.create().uint32(8).int32(code).uint32(18).string(error.message);
  return binary(writer.finish(), status, headers);
}

function binary(
  bytes: Uint8Array,
  status: number,
  headers: Readonly<Record<string, string>> = {},
): OtlpAnswer {
  return { status, headers: { "content-type": MEDIA_TYPE.protobuf, ...headers }, body: bytes };
}

function json(
  value: unknown,
  status: number,
  headers: Readonly<Record<string, string>> = {},
): OtlpAnswer {
  const body = JSON.stringify(value);
  return { status, headers: { "content-type": MEDIA_TYPE.json, ...headers }, body };
}
