-- 0050 calendar: days off and days worked in exchange, for deadlines in working days. (domain/02 §2.5, 05 §5.2)
--
-- Saturdays and Sundays rest without a row. worked 1: a day of the weekend that is worked in exchange. What a day of the
-- lunar calendar or a swap came to in a year says "cần đối chiếu" where it was recalled.

CREATE TABLE holiday (
    day         {day} NOT NULL PRIMARY KEY,
    worked      {int} NOT NULL,
    name        TEXT NOT NULL,
    name_en     TEXT NOT NULL,
    legal_basis TEXT NOT NULL,
    entered_by  {id} NOT NULL
) {table};
