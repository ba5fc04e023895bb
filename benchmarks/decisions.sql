-- Fills a database with decisions that were made yesterday. One in five is to be looked at again.
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :count)
INSERT INTO proposals (alliance_id, number, author, raised_at, ended_at, review_on)
SELECT 1, i, 'U0M', :start, :start, CASE WHEN i % 5 = 0 THEN :later ELSE NULL END FROM n;

-- Ten of them are about Kelvin, however many there are.
INSERT INTO revisions (proposal_id, number, title, text, rich_text, benefit, review_on, owner, topics, "by", at)
SELECT id, 1, 'Beds number ' || id, CASE WHEN id % (:count / 10) = 0 THEN 'Kelvin' ELSE 'House ' || id END,
       '{}', 'Warmth', review_on, '', '[]', 'U0M', :start
FROM proposals;

-- Two partners object before all eight consent.
INSERT INTO responses (id, proposal_id, revision, partner_id, kind, "by", at, concern, reason, acceptable_if)
SELECT row_number() OVER (ORDER BY proposals.id, said.kind DESC, partners.id),
       proposals.id, 1, partners.id, said.kind, 'U0P0', :start, '', '', ''
FROM proposals, partners, (SELECT 'objection' AS kind UNION ALL SELECT 'consent') AS said
WHERE said.kind = 'consent' OR partners.id <= 2;

INSERT INTO agreements (proposal_id, revision, at, partners)
SELECT id, 1, :start, '[1,2,3,4,5,6,7,8]' FROM proposals;

INSERT INTO lanes (alliance_id, proposal_id, wanted, shown, card_ts, permalink, is_card_lost, has_home, failures)
SELECT 1, id, 1, 'x', '1.' || id, 'https://example.org/' || id, :no, :no, 0 FROM proposals;

INSERT INTO messages (lane_id, key, kind, about, created_at, words, ended_at, message_ts, ended_as)
SELECT lanes.id, 'filled:' || lanes.id || said.kind, said.kind, '{}', :start, '', :start, '1', 'said'
FROM lanes, (SELECT 'card' AS kind UNION ALL SELECT 'outcome' UNION ALL SELECT 'objection') AS said;

UPDATE alliances SET last_number = :count
