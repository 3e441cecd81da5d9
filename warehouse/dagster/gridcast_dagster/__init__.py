"""Gridcast's warehouse as a Dagster code location."""
