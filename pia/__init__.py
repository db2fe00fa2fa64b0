"""pia: a privacy-impact assessment that reads the real data.

The folders are the steps of an assessment, and the reading order is the running order:

    read (sources) -> scan -> measure -> assess -> report | gate

    cli.py          the command line put together
    commands/       one file per group of commands: flags in, pipeline called, text and exit code out
    pipeline.py     the whole story on one screen
    gatehouse.py    the gate put together: what was approved, a scan if anything changed, the decision
    web/            the reviewers' room: pages over the same files, behind a guard
    reviewing.py    an assessment in the hands of reviewers: edits, comments, ratings, signatures, portfolio
    signing.py      sign an assessment; prove without its data that what was signed holds
    rederiving.py   an assessment judged again: whether anybody edited what follows from its facts
    renewal.py      an assessment made again from what was measured before, where the data cannot have changed
    translation.py  other tools' assessments -> deployment.yaml, and an assessment as theirs
    reporting.py    what was assessed, as documents in every format and edition
    transformation.py  the cheapest changes to a table, and the changed table
    measurements.py the measuring stage: datasets, read again, coded, measured
    rereading.py    datasets, read once more, as codes
    language_models.py  language models that find names, when asked for
    screening.py    all that `pia scan` runs: datasets -> the report of a scan
    scanning.py     one scan put together: datasets -> findings
    dataframes.py   a DataFrame of a Spark session -> what is in it
    regrouping.py   datasets in pieces, to a cluster and back as groups of rows that are alike
    dispatching.py  datasets in pieces, to a cluster and back as sums
    recognition.py  users' recognizers, allow lists and overrides
    explanation.py  why a column was judged as it was
    evaluation.py   a scan beside labelled tables; agreement.py counts hits and misses
    gate.py         assessment x policy -> passed, or why not
    admission/      whether a deployment is let in: assessment, approval, policy and baseline together
    review/         the store of reviewers: record, journal, merging, roles, items, signed state, portfolio
    approval/       what is approved and by whom: surfaces, statements, keys, signatures
    gate_reports/   shelf: one format of the gate's decision per file
    scan/           stage 1: batches x recognizers -> findings; the last place where a raw value exists
    reidentification/ stage 2: how easily a data subject is singled out or linked; codes and keyed hashes only
    assess/         stage 3: facts x rule packs -> verdicts -> risks
    scoring/        shelf: one scoring model per file
    exchange/       shelf: one format of another tool's assessments per file
    contents/       where bytes lie, one kind of place per file
    checksums/      compiled tests of candidates: check digits, dates, forms
    matching/       regular expressions as automata, many at once, walked by compiled loops
    sources/        shelf: one data source per file
    recognizers/    shelf: one recognizer family per file
    engines/        shelf: where batches are scanned
    reports/        shelf: one report format per file
    presentation/   what report formats share: content, words, pictures, the HTML page
    invocation.py   common options, configuration, errors to exit codes
    menu.py         the commands there are, made when they are asked for
    terminal.py     tables, progress and errors on a terminal
    documents.py    YAML and JSON <-> model; trees.py below it reads the text, edits.py changes one place in it
    outputs.py      files written whole or not at all
    configuration.py  pia.toml
    plugins.py      what stands on a shelf; distributions.py below it says what is installed
    keeping.py      what was found out once on a machine, kept in the user's cache folder
    compiling.py    functions over numbers, run as machine code or as they are written
    resources.py    where the shipped rules, report templates and fonts live
    model/          the words of the field as frozen dataclasses
    crashes.py      what a process that breaks may say and leave
    errors.py       what a user is told when an input is wrong
"""

__version__ = "0.1.0"
