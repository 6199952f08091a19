/** Names of the environment variables by which the build tells Framework's configuration what to do. */
export const environment = {
  /** Folder the site is written to. */
  out: "REPORT_OUT",
  /** Title of the report, from report.yaml. */
  title: "REPORT_TITLE",
  /** The archive of figures where it has been made already. */
  archive: "REPORT_ARCHIVE",
  /** Who the report is for: its pages and figures; leadership where it is not said. */
  audience: "REPORT_AUDIENCE",
  /** Folder of the workspace. */
  data: "REPORT_DATA",
  /** Path of report.yaml where it does not lie in the workspace. */
  config: "REPORT_CONFIG"
} as const;
