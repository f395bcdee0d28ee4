package relay

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/google/uuid"

	"linkledger/internal/relayapi"
)

// Limits of snapshots.
const (
	maxSnapshotPart  = 4 << 20
	maxSnapshotParts = 512
	maxSnapshotBytes = 2 << 30 // of a workspace, with what is being uploaded
	uploadKept       = 24 * time.Hour
)

// GetSnapshot implements the contract.
func (s server) GetSnapshot(ctx context.Context, _ relayapi.GetSnapshotRequestObject) (relayapi.GetSnapshotResponseObject, error) {
	snapshot, err := s.store.Snapshot(ctx, callerOf(ctx).workspace.ID)
	if err != nil {
		return nil, err
	}
	return relayapi.GetSnapshot200JSONResponse(snapshot), nil
}

// GetSnapshotPart implements the contract.
func (s server) GetSnapshotPart(ctx context.Context, req relayapi.GetSnapshotPartRequestObject) (relayapi.GetSnapshotPartResponseObject, error) {
	body, err := s.store.SnapshotPart(ctx, callerOf(ctx).workspace.ID, req.ID, req.Part)
	if err != nil {
		return nil, err
	}
	return relayapi.GetSnapshotPart200ApplicationOctetStreamResponse{Body: bytes.NewReader(body), ContentLength: int64(len(body))}, nil
}

// PutSnapshotPart implements the contract.
func (s server) PutSnapshotPart(ctx context.Context, req relayapi.PutSnapshotPartRequestObject) (relayapi.PutSnapshotPartResponseObject, error) {
	if err := checkSnapshotID(req.ID); err != nil {
		return nil, err
	}
	if req.Part < 0 || req.Part >= maxSnapshotParts {
		return nil, invalid(fmt.Sprintf("A snapshot has parts 0 to %d.", maxSnapshotParts-1), "Make the parts longer.")
	}
	body, err := io.ReadAll(io.LimitReader(req.Body, maxSnapshotPart+1))
	switch {
	case err != nil:
		return nil, invalid("The part broke off on its way.", "Send it again.")
	case len(body) > maxSnapshotPart:
		return nil, tooLarge("A part has at most 4 MiB.", "Make smaller parts.")
	case len(body) == 0:
		return nil, invalid("The part is empty.", "Send its bytes.")
	}
	who, now := callerOf(ctx), s.clock.Now()
	workspace := who.workspace.ID
	err = s.commitFor(ctx, who, func(tx Tx) error {
		if err := tx.ForgetSnapshotParts(workspace, now.Add(-uploadKept)); err != nil {
			return err
		}
		complete, err := tx.Snapshot(workspace)
		if err == nil && complete.ID == req.ID {
			return invalid("This snapshot is complete and stays as it is.", "Upload the next one under a new id.")
		} else if err != nil && !errors.Is(err, ErrNotFound) {
			return err
		}
		others, err := tx.SnapshotBytes(workspace, req.ID, req.Part)
		if err != nil {
			return err
		}
		if others+int64(len(body)) > maxSnapshotBytes {
			return tooLarge("The workspace's snapshots would take more than 2 GiB on the relay.",
				"Unfinished uploads are dropped after a day; devices without a snapshot read the log instead.")
		}
		return tx.PutSnapshotPart(workspace, req.ID, req.Part, body, now)
	})
	return relayapi.PutSnapshotPart204Response{}, err
}

// PutSnapshot implements the contract.
func (s server) PutSnapshot(ctx context.Context, req relayapi.PutSnapshotRequestObject) (relayapi.PutSnapshotResponseObject, error) {
	put, who, now := *req.Body, callerOf(ctx), s.clock.Now()
	if err := checkSnapshotID(put.ID); err != nil {
		return nil, err
	}
	if put.Parts < 1 || put.Parts > maxSnapshotParts || put.Schema < 1 || put.Seq < 0 {
		return nil, invalid("The snapshot's number of parts, schema or sequence number is wrong.", "Update the program.")
	}
	err := s.commitFor(ctx, who, func(tx Tx) error {
		epoch, head, err := tx.Head(who.workspace.ID)
		switch {
		case err != nil:
			return err
		case put.Epoch != epoch:
			return epochChanged()
		case put.Seq > head:
			return invalid(fmt.Sprintf("The log ends at %d; a snapshot can't hold entries up to %d.", head, put.Seq), "Pull the log again.")
		}
		complete, err := tx.Snapshot(who.workspace.ID)
		if err == nil && complete.ID == put.ID { // its first answer was lost
			return nil
		} else if err != nil && !errors.Is(err, ErrNotFound) {
			return err
		}
		parts, err := tx.SnapshotParts(who.workspace.ID, put.ID)
		if err != nil {
			return err
		}
		if len(parts) != put.Parts || parts[len(parts)-1] != put.Parts-1 {
			return invalid(fmt.Sprintf("%d of %d parts are there.", len(parts), put.Parts), "Upload every part, from 0 on, then put the snapshot.")
		}
		return tx.PutSnapshot(who.workspace.ID, relayapi.Snapshot{
			ID: put.ID, Seq: put.Seq, Schema: put.Schema, Parts: put.Parts, Device: who.device.ID, Time: now,
		})
	})
	return relayapi.PutSnapshot204Response{}, err
}

func checkSnapshotID(id string) error {
	if _, err := uuid.Parse(id); err != nil || len(id) != 36 {
		return invalid("The snapshot's id is not a UUID.", "Update the program.")
	}
	return nil
}
