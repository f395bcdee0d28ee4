package relay

import (
	"encoding/json"
	"time"

	"github.com/google/uuid"

	"linkledger/internal/relayapi"
)

// appendOwn appends an entry of the relay's own.
func appendOwn(tx Tx, workspace, kind, key string, now time.Time, content any) error {
	e, err := ownEntry(kind, key, now, content)
	if err == nil {
		_, err = tx.Append(workspace, e)
	}
	return err
}

func ownEntry(kind, key string, now time.Time, content any) (e relayapi.Entry, err error) {
	body, err := json.Marshal(content)
	if err != nil {
		return e, err
	}
	id, err := uuid.NewV7()
	if err != nil {
		return e, err
	}
	return relayapi.Entry{
		ID: id.String(), Kind: kind, Schema: 1, Device: relayapi.RelayDevice, Actor: relayapi.RelayDevice, Time: now, Key: key, Body: body,
	}, nil
}
