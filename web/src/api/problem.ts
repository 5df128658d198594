/** What went wrong, as the server says it, or that it did not answer. */

export class Problem extends Error {
  /** code: the API's `error_code`; `unreachable` where no answer came. status: of HTTP, 0 without an answer. */
  constructor(
    readonly code: string,
    readonly status: number,
    detail: string,
  ) {
    super(detail);
    this.name = "Problem";
  }

  /** Whether the same may go well a moment later: no answer came, or the server starts, stops or is full. */
  get passes(): boolean {
    return [0, 408, 502, 503, 504].includes(this.status);
  }
}

/** The problem in an answer that is none of success. */
export async function problemOf(answer: Response): Promise<Problem> {
  const said = await answer.json().catch(() => ({}));
  return new Problem(said.error_code ?? "internal_error", answer.status, said.detail ?? answer.statusText);
}
