-- 0031 attachment-join: files of meetings move into the one store of files, attachment; thing 'meeting', thing_id the meeting.

INSERT INTO attachment (unit_id, id, thing, thing_id, part_id, name, type, size, digest, at, removed_at, entered_by)
SELECT unit_id, id, 'meeting', meeting_id, 0, name, type, size, digest, at, removed_at, entered_by FROM meeting_paper;
INSERT INTO attachment_content (unit_id, attachment_id, content)
SELECT unit_id, paper_id, content FROM meeting_paper_content;
DROP TABLE meeting_paper_content;
DROP TABLE meeting_paper;
