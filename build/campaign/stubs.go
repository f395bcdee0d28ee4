package main
import "context"
func postbacks(ctx context.Context, r *run) error {return nil}
func orders(ctx context.Context, r *run) error {return nil}
func diskfull(ctx context.Context, r *run) error {return nil}
func malformed(ctx context.Context, r *run) error {return nil}
func canaries(ctx context.Context, r *run) error {return nil}
