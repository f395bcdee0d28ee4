package relay

import (
	"encoding/json"
	"time"

	"github.com/google/uuid"

	"linkledger/internal/relayapi"
)

// appendOwn appends an entry of the relay's own.
func appendOwn(tx Tx, workspace, kind, key string, now time.Time, content any) error {
	_, err := appendOwnSeq(tx, workspace, kind, key, now, content)
	return err
}

func appendOwnSeq(tx Tx, workspace, kind, key string, now time.Time, content any) (int64, error) {
	body, err := json.Marshal(content)
	if err != nil {
		return 0, err
	}
	id, err := uuid.NewV7()
	if err != nil {
		return 0, err
	}
	return tx.Append(workspace, relayapi.Entry{
		ID: id.String(), Kind: kind, Schema: 1, Device: relayapi.RelayDevice, Actor: relayapi.RelayDevice, Time: now, Key: key, Body: body,
	})
}
