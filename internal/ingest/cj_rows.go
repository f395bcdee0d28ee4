package ingest

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"time"

	"linkledger/internal/affiliate"
	"linkledger/internal/relayapi"
)

// moved writes the rows that are new or have changed as batches for the log.
// A row that comes twice, as when CJ repeats one, counts once.
func (p *pulling) moved(ctx context.Context, rows []affiliate.CommissionRow) (batches []affiliate.Batch, err error) {
	for part := range slices.Chunk(rows, pageSize) {
		ids := make([]string, len(part))
		for i, row := range part {
			ids[i] = row.CommissionID
		}
		hashes, places, err := p.Store.CommissionVersions(ctx, ids)
		if err != nil {
			return nil, err
		}
		var batch affiliate.Batch
		for _, row := range part {
			body, hash, err := rowHash(row)
			if err != nil {
				return nil, err
			}
			if hashes[row.CommissionID] == hash || p.kept[row.CommissionID] == hash {
				continue
			}
			p.kept[row.CommissionID] = hash
			// The same step from the same state is one entry, whichever device saw it.
			key := p.Fold.Keys.Hash(relayapi.KindCJ, row.CommissionID, strconv.FormatInt(places[row.CommissionID], 10), hash)
			batch.Entries = append(batch.Entries, affiliate.Entry{ID: p.NewID(), Kind: relayapi.KindCJ, Schema: affiliate.CommissionSchema,
				Actor: p.Actor, Time: p.now.Truncate(time.Millisecond), Key: key, Body: body, Subject: row.CommissionID})
		}
		if len(batch.Entries) > 0 {
			batch.ID = p.NewID()
			batches = append(batches, batch)
		}
	}
	return batches, nil
}

func rowHash(row affiliate.CommissionRow) (body []byte, hash string, err error) {
	if body, err = json.Marshal(row); err != nil {
		return nil, "", fmt.Errorf("write CJ's row %s: %w", row.CommissionID, err)
	}
	sum := sha256.Sum256(body)
	return body, hex.EncodeToString(sum[:]), nil
}
