/** Names of the environment variables by which the build tells Framework's configuration what to do. */
export const environment = {
  /** Folder the site is written to. */
  out: "REPORT_OUT",
  /** Title of the report, from report.yaml. */
  title: "REPORT_TITLE"
} as const;
