-- 0046 sheet waits: what is asked of sheets and values day by day is found without walking all of them. (product P8)

-- waiting 1: sent, and somebody above is still to approve. final 1: the step was the last there had to be.
ALTER TABLE sheet ADD COLUMN waiting {int} NOT NULL DEFAULT 0;
ALTER TABLE sheet_step ADD COLUMN final {int} NOT NULL DEFAULT 0;
CREATE INDEX sheet_waiting ON sheet (unit_id) WHERE waiting = 1;
CREATE INDEX sheet_of_unit ON sheet (unit_id, form_id, period_from);

-- Was the indicator in a form when that form was approved?
CREATE INDEX form_line_past ON form_line (indicator_id, form_id);

-- Who took a value back, and why. removal '': none was asked for.
ALTER TABLE indicator_value ADD COLUMN removed_by {id} NOT NULL DEFAULT 0;
ALTER TABLE indicator_value ADD COLUMN removal TEXT NOT NULL DEFAULT '';
