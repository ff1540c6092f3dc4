-- 0038 study-paper: papers to be studied stand in the register of papers, under their former ids; study_paper keeps what is of
-- studying alone. paper_id: the paper of the register, several units may have the same one studied.
--
-- Who issued it was words: without any it was the unit's own. Words are searched as they were written (search), since
-- folding is the program's; a paper entered from now on is searched folded.

INSERT INTO paper (unit_id, id, kind, origin, number, day, title, summary, basis, basis_id, root_id, issuer, text, search,
                   state, in_force_from, ended_on, end_reason, issued_at, version, at, entered_by)
SELECT s.unit_id, s.id, s.kind, CASE WHEN s.issuer = '' THEN 'own' ELSE 'received' END, s.number, s.day, s.title, s.summary,
       '', 0, s.id,
       CASE WHEN s.issuer = '' THEN COALESCE((SELECT u.name FROM unit_version u WHERE u.unit_id = s.unit_id
           AND u.known_to = 9223372036854775807 ORDER BY u.valid_from DESC LIMIT 1), '') ELSE s.issuer END,
       '', lower(s.number || ' ' || s.title || ' ' || s.issuer), 'issued', s.day, 2147483647, '', s.at, 1, s.at, s.entered_by
FROM study_paper s;
INSERT INTO paper_body (unit_id, paper_id, position, body_unit_id, body, name)
SELECT p.unit_id, p.id, 0, CASE WHEN p.origin = 'own' THEN p.unit_id ELSE 0 END,
       CASE WHEN p.origin = 'received' THEN 'outside' ELSE COALESCE((SELECT CASE u.kind WHEN 'province' THEN 'province'
           WHEN 'cell' THEN 'cell' WHEN 'grassroots_cell' THEN 'cell' WHEN 'upper_grassroots' THEN 'upper_committee'
           WHEN 'attached_committee_org' THEN 'upper_committee' ELSE 'grassroots_committee' END FROM unit_version u
           WHERE u.unit_id = p.unit_id AND u.known_to = 9223372036854775807 ORDER BY u.valid_from DESC LIMIT 1), 'cell') END,
       p.issuer
FROM paper p WHERE p.id IN (SELECT s.id FROM study_paper s);

ALTER TABLE study_paper ADD COLUMN paper_id {id} NOT NULL DEFAULT 0;
UPDATE study_paper SET paper_id = id;
ALTER TABLE study_paper DROP COLUMN kind;
ALTER TABLE study_paper DROP COLUMN number;
ALTER TABLE study_paper DROP COLUMN issuer;
ALTER TABLE study_paper DROP COLUMN day;
ALTER TABLE study_paper DROP COLUMN title;
ALTER TABLE study_paper DROP COLUMN summary;
CREATE INDEX study_paper_paper ON study_paper (paper_id, unit_id);
