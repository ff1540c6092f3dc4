-- 0047 indicator-ref: which indicators the formulas of an indicator have ever named, so that those a change touches are found
-- without reading every formula. On which days one names the other is read from the formulas themselves.

CREATE TABLE indicator_ref (
    indicator_id {id} NOT NULL,
    named_id     {id} NOT NULL,
    PRIMARY KEY (indicator_id, named_id)
) {table};
CREATE INDEX indicator_ref_named ON indicator_ref (named_id, indicator_id);

-- The forms an indicator stands in or has stood in: a sheet that was approved with it stays so.
CREATE INDEX form_line_of ON form_line (indicator_id, removed_at);
