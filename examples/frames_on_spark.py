"""Hold a country's reports against the rules on a Spark cluster, and keep what is found there.

`python examples/frames_on_spark.py sc://HOST:15002 REPORTS FINDINGS`: both are paths that the
cluster can open, such as `s3a://bucket/reports`. Here it needs
`pip install "govinfo-report[frames]" pyspark-client`, on the cluster nothing of ours.
"""

import sys

from pyspark.sql import SparkSession

from govinfo_report import frames


def main(remote: str, reports: str, findings: str) -> None:
    """Check the reports and print how often each rule is broken."""
    spark = SparkSession.builder.remote(remote).getOrCreate()
    found = frames.check(spark.read.parquet(reports))  # nothing is computed yet
    found.write.mode("overwrite").parquet(findings)
    counted = spark.read.parquet(findings).groupBy("rule").count().orderBy("rule")
    for rule, count in counted.collect():
        print(f"{rule}: {count}")


if __name__ == "__main__":
    main(*sys.argv[1:])
